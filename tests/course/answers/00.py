# %% functions · right · the numbers
first = 20
second = 50


# %% functions · right · the function is run
def total(numbers, factor=2):
    result = 0
    for number in numbers:
        if number > 3:
            result += factor * number
    return result


first, second = total([4, 1, 6]), total([2, 5], factor=10)
# %% functions · wrong · the condition is ignored ⇒ names: first: 22 doubles the 1, too, but the if lets only numbers above 3 through
first = 22
second = 70
# %% functions · wrong · the result is replaced, not added to ⇒ names: first: 12 comes from the 6 alone: += adds to the result
first = 12
second = 50
# %% functions · wrong · the function returns in the first pass ⇒ names: first: 8 comes from the 4 alone: the return is outside of the loop
first = 8
second = 0
# %% functions · wrong · no factor at all ⇒ names: first: 10 leaves the factor out; where a call gives none, it is 2
first = 10
second = 5
# %% functions · wrong · the default in both calls ⇒ names: second: 10 is with a factor of 2, but this call gives another
first = 20
second = 10
# %% functions · wrong · the condition is ignored in the second call ⇒ names: second: 70 counts the 2, too
first = 20
second = 70
# %% functions · wrong · the second call stops at the 2 ⇒ names: second: 0 is the result after the 2; the loop goes on to the 5
first = 20
second = 0
# %% functions · wrong · no factor in the second call ⇒ names: second: 5 leaves the factor out, but this call gives one
first = 20
second = 5
# %% functions · wrong · the default is added to what is given ⇒ names: second: 60 adds both factors, but the one that a call gives takes
first = 20
second = 5 * (10 + 2)
# %% lists · right · the numbers
at_1 = 8
at_minus_1 = 4
sum_of_slice = 13
# %% lists · right · Python is asked
numbers = [3, 8, 5, 9, 4]
at_1, at_minus_1, sum_of_slice = numbers[1], numbers[-1], sum(numbers[1:3])
# %% lists · wrong · counted from 1 ⇒ names: numbers[1]: 3 is numbers[0]: Python counts from 0
at_1 = 3
at_minus_1 = 4
sum_of_slice = 11
# %% lists · wrong · the minus counts from 0 ⇒ names: numbers[-1]: 9 is numbers[-2]: the last one is number −1
at_1 = 8
at_minus_1 = 9
sum_of_slice = 13
# %% lists · wrong · the minus has no meaning ⇒ names: numbers[-1]: 3 is numbers[0]: a minus counts from the end
at_1 = 8
at_minus_1 = 3
sum_of_slice = 13
# %% lists · wrong · the end belongs to the slice ⇒ names: sum(numbers[1:3]): 22 adds numbers[3], too, but a slice ends before its second number
at_1 = 8
at_minus_1 = 4
sum_of_slice = 8 + 5 + 9
# %% lists · wrong · the slice is counted from 1 ⇒ names: sum(numbers[1:3]): 11 adds the first two, but a slice counts from 0, too
at_1 = 8
at_minus_1 = 4
sum_of_slice = 3 + 8
# %% lists · wrong · the first three ⇒ names: sum(numbers[1:3]): 16 adds the first three
at_1 = 8
at_minus_1 = 4
sum_of_slice = 3 + 8 + 5
# %% lists · wrong · both ends and nothing between ⇒ names: sum(numbers[1:3]): 17 adds numbers[1] and numbers[3]
at_1 = 8
at_minus_1 = 4
sum_of_slice = 8 + 9
# %% lists · wrong · the slice is not added up ⇒ points: sum(numbers[1:3]) should have shape (), but has shape (2,)
at_1 = 8
at_minus_1 = 4
sum_of_slice = [8, 5]
# %% objects · right · the numbers
result = 4
total_of_fives = 5


# %% objects · right · the class is run
class Counter:
    def __init__(self, step):
        self.step = step
        self.total = 0

    def add(self):
        self.total += self.step
        return self.total


twos, fives = Counter(2), Counter(5)
twos.add(), fives.add()
result, total_of_fives = twos.add(), fives.total
# %% objects · wrong · one total for both ⇒ names: result: 9 adds the 5 of the other object, but each has a total of its own
result = 9
total_of_fives = 9
# %% objects · wrong · the total begins at 0 with each call ⇒ names: result: 2 would be right after one call; the object remembers its total
result = 2
total_of_fives = 5
# %% objects · wrong · the last steps of both ⇒ names: result: 7 adds 2 and 5, but each object has a total of its own
result = 7
total_of_fives = 5
# %% objects · wrong · what both had counted by then ⇒ names: fives.total: 7 adds the 2 of the other object
result = 4
total_of_fives = 7
# %% objects · wrong · all calls, in the second total ⇒ names: fives.total: 9 is what both have counted together
result = 4
total_of_fives = 9
# %% objects · wrong · two calls of fives ⇒ names: fives.total: 10 would be right after two calls of fives.add(); there is one
result = 4
total_of_fives = 10
# %% objects · wrong · the object keeps its start ⇒ names: fives.total: 0 is the total at the start; the method changes the object
result = 4
total_of_fives = 0
# %% objects · wrong · three calls ⇒ true: result is 6, which is too large
result = 6
total_of_fives = 5
# %% shapes · right · the texts
four_shapes = ["(2, 3)", "(3, 2)", "(3,)", "(2,)"]
# %% shapes · right · Python is asked
x = np.array([[1, 2, 3], [4, 5, 6]])
four_shapes = [str(part.shape) for part in (x, x.T, x[0], x[:, 0])]
# %% shapes · wrong · columns first ⇒ names: x.shape: (3, 2) would be three rows of two numbers each
four_shapes = ["(3, 2)", "(2, 3)", "(3,)", "(2,)"]
# %% shapes · wrong · rows stay rows when they are transposed ⇒ names: x.T.shape: (2, 3) would be two rows of three numbers each
four_shapes = ["(2, 3)", "(2, 3)", "(3,)", "(2,)"]
# %% shapes · wrong · an index names a column ⇒ names: x[0].shape: (2,) would be two numbers in a flat array
four_shapes = ["(2, 3)", "(3, 2)", "(2,)", "(3,)"]
# %% shapes · wrong · a column has the length of a row ⇒ names: x[:, 0].shape: (3,) would be three numbers in a flat array
four_shapes = ["(2, 3)", "(3, 2)", "(3,)", "(3,)"]
# %% shapes · wrong · a colon keeps the table ⇒ names: x[:, 0].shape: (2, 3) would be two rows of three numbers each
four_shapes = ["(2, 3)", "(3, 2)", "(3,)", "(2, 3)"]
# %% shapes · wrong · tuples, not texts ⇒ points: x.shape: choose one of '(2, 3)', '(3, 2)', '(3,)', '(2,)'
four_shapes = [(2, 3), (3, 2), (3,), (2,)]
# %% shapes · wrong · three of the four ⇒ points: the answer should be 4 things
four_shapes = ["(2, 3)", "(3, 2)", "(3,)"]
# %% masks · right · the numbers
count = 3
total = 22
share = 0.75
# %% masks · right · NumPy is asked
scores = np.array([3, 8, 5, 9])
count, total, share = (scores > 4).sum(), scores[scores > 4].sum(), (scores > 4).mean()
# %% masks · right · the share as a fraction
count = 3
total = 8 + 5 + 9
share = 3 / 4
# %% masks · wrong · the scores are added, both times ⇒ names: (scores > 4).sum(): 22 adds the scores, but scores > 4 holds True and False
count = 22
total = 22
share = 0.75
# %% masks · wrong · all scores are added ⇒ names: (scores > 4).sum(): 25 adds all four scores; scores > 4 holds True and False
count = 25
total = 22
share = 0.75
# %% masks · wrong · all entries of the mask are counted ⇒ names: (scores > 4).sum(): 4 counts all entries, but False counts as 0
count = 4
total = 22
share = 0.75
# %% masks · wrong · counted, both times ⇒ names: scores[scores > 4].sum(): 3 counts the scores above 4
count = 3
total = 3
share = 0.75
# %% masks · wrong · the mask keeps all ⇒ names: scores[scores > 4].sum(): 25 adds all four, but the mask keeps only those above 4
count = 3
total = 25
share = 0.75
# %% masks · wrong · the average of what the mask keeps ⇒ names: (scores > 4).mean(): the average of the scores above 4 needs the mask in square brackets
count = 3
total = 22
share = 22 / 3
# %% masks · wrong · the same, rounded ⇒ names: (scores > 4).mean(): the average of the scores above 4 needs the mask in square brackets
count = 3
total = 22
share = 7.33
# %% masks · wrong · the average of all scores ⇒ names: (scores > 4).mean(): 6.25 is the average of all scores
count = 3
total = 22
share = 6.25
# %% masks · wrong · the sum of the mask once more ⇒ names: (scores > 4).mean(): 3 is the sum; the average divides it by the number of entries
count = 3
total = 22
share = 3
# %% masks · wrong · only True is averaged ⇒ names: (scores > 4).mean(): False counts, too, as 0
count = 3
total = 22
share = 1.0
# %% masks · wrong · per cent ⇒ names: (scores > 4).mean(): it is a share, from 0 to 1, not per cent
count = 3
total = 22
share = 75
# %% axes · right · the texts
two_sums = ["[5 7 9]", "[6 15]"]
# %% axes · right · NumPy is asked
x = np.array([[1, 2, 3], [4, 5, 6]])
two_sums = [" ".join(str(x.sum(axis=axis)).split()).replace("[ ", "[") for axis in (0, 1)]
# %% axes · wrong · the axes are swapped ⇒ names: x.sum(axis=0): [6 15] has one sum for each row; axis=0 goes down, from row to row
two_sums = ["[6 15]", "[5 7 9]"]
# %% axes · wrong · axis 0 is no axis ⇒ names: x.sum(axis=0): 21 is the sum without an axis, of all numbers
two_sums = ["21", "[6 15]"]
# %% axes · wrong · both axes go down ⇒ names: x.sum(axis=1): [5 7 9] has one sum for each column; axis=1 goes along a row
two_sums = ["[5 7 9]", "[5 7 9]"]
# %% axes · wrong · axis 1 is all ⇒ names: x.sum(axis=1): 21 is the sum without an axis, of all numbers
two_sums = ["[5 7 9]", "21"]
# %% axes · wrong · arrays, not texts ⇒ points: x.sum(axis=0): choose one of '[5 7 9]', '[6 15]', '21'
two_sums = [np.array([5, 7, 9]), np.array([6, 15])]
# %% broadcasting · right · the texts
three_sums = ["one for each row", "one for each column", "an error"]
# %% broadcasting · right · in a tuple, with capitals
three_sums = ("One for each row", "One for each column", "An error")
# %% broadcasting · wrong · a column is for columns ⇒ names: [[10], [20]]: its shape is (2, 1), so it has two numbers, and x has three columns
three_sums = ["one for each column", "one for each row", "an error"]
# %% broadcasting · wrong · shapes have to be equal ⇒ names: [[10], [20]]: its shape is (2, 1); NumPy stretches a 1 to fit
three_sums = ["an error", "an error", "an error"]
# %% broadcasting · wrong · three numbers for two rows ⇒ names: [10, 20, 30]: it has three numbers, and x has two rows
three_sums = ["one for each row", "one for each row", "an error"]
# %% broadcasting · wrong · a flat array fits no table ⇒ names: [10, 20, 30]: its shape is (3,), and shapes are lined up on the right, where x has a 3, too
three_sums = ["one for each row", "an error", "an error"]
# %% broadcasting · wrong · two flat numbers for two rows ⇒ names: [10, 20]: two numbers and two rows look as if they fit
three_sums = ["one for each row", "one for each column", "one for each row"]
# %% broadcasting · wrong · two numbers for three columns ⇒ names: [10, 20]: it has two numbers, and x has three columns
three_sums = ["one for each row", "one for each column", "one for each column"]
# %% products · right · the number
weighted = -3
# %% products · right · NumPy is asked
weighted = np.array([2, -1, 3]) @ np.array([4, 5, -2])
# %% products · wrong · the products are not added up ⇒ names: these are the three products; add them up
weighted = [8, -5, -6]
# %% products · wrong · sum times sum ⇒ names: 28 is the sum of the weights times the sum of x
weighted = 4 * 7
# %% products · wrong · the last sign is lost ⇒ names: 9 adds the last product, but 3 · (−2) is −6
weighted = 9
# %% products · wrong · the second sign is lost ⇒ names: 7 adds the second product, but −1 · 5 is −5
weighted = 7
# %% products · wrong · both signs are lost ⇒ names: 19 adds all products as if they were positive; two are negative
weighted = 19
# %% products · wrong · added where it should be multiplied ⇒ names: 11 adds all six numbers
weighted = 11
# %% products · wrong · all are multiplied ⇒ names: 240 multiplies all six numbers
weighted = 240
# %% products · wrong · the sign of the whole ⇒ names: the sum has the opposite sign
weighted = 3
# %% slopes · right · the numbers
slope_of_line = -2
value_of_curve = 5.3
# %% slopes · right · worked out
slope_of_line = (-1 - 7) / (3 - -1)
value_of_curve = 5 + 3 * 0.1
# %% slopes · wrong · the line rises ⇒ names: the line's slope: from left to right the line falls, so its slope is below 0
slope_of_line = 2
value_of_curve = 5.3
# %% slopes · wrong · the line rises, and x over y ⇒ names: the line's slope: from left to right the line falls, so its slope is below 0
slope_of_line = 0.5
value_of_curve = 5.3
# %% slopes · wrong · x over y ⇒ names: the line's slope: divide the change of y by the change of x, not the other way round
slope_of_line = (3 - -1) / (-1 - 7)
value_of_curve = 5.3
# %% slopes · wrong · the change of y alone ⇒ names: the line's slope: −8 is the whole change of y
slope_of_line = -1 - 7
value_of_curve = 5.3
# %% slopes · wrong · the sign of −1 is lost ⇒ names: the line's slope: from −1 to 3 it is 4 steps to the right, not 2
slope_of_line = (-1 - 7) / (3 - 1)
value_of_curve = 5.3
# %% slopes · wrong · a whole step ⇒ names: f(2.1): 8 is a whole step further to the right, but from 2 to 2.1 it is a tenth of a step
slope_of_line = -2
value_of_curve = 5 + 3
# %% slopes · wrong · the change of x is added ⇒ names: f(2.1): 5.1 would be with a slope of 1
slope_of_line = -2
value_of_curve = 5.1
# %% slopes · wrong · a hundredth of a step ⇒ names: f(2.1): 5.03 would be f(2.01); from 2 to 2.1 it is a tenth
slope_of_line = -2
value_of_curve = 5.03
# %% slopes · wrong · the rise alone ⇒ names: f(2.1): 0.3 is by how much the curve rises; it begins at 5
slope_of_line = -2
value_of_curve = 3 * 0.1
# %% slopes · wrong · begins at the slope ⇒ names: f(2.1): 3.3 begins at the slope; the curve is at 5
slope_of_line = -2
value_of_curve = 3.3
# %% slopes · wrong · the curve falls ⇒ names: f(2.1): the slope is above 0, so the curve rises
slope_of_line = -2
value_of_curve = 5 - 3 * 0.1
# %% slopes · wrong · slope times x ⇒ true: f(2.1) is 6.3, which is too large
slope_of_line = -2
value_of_curve = 3 * 2.1
# %% logarithms · right · two decimals
exponent = 3
ln_1 = 0
ln_10 = 2.30
# %% logarithms · right · NumPy is asked
exponent, ln_1, ln_10 = np.log10(1000), np.log(1), np.log(10)
# %% logarithms · wrong · divided by ten ⇒ names: the exponent: 100 is 1000 / 10; how many tens have to be multiplied?
exponent = 100
ln_1 = 0
ln_10 = 2.3
# %% logarithms · wrong · a ten is lost ⇒ names: the exponent: 2 tens make 100
exponent = 2
ln_1 = 0
ln_10 = 2.3
# %% logarithms · wrong · a ten too many ⇒ names: the exponent: 4 tens make 10,000
exponent = 4
ln_1 = 0
ln_10 = 2.3
# %% logarithms · wrong · ln 1 is 1 ⇒ names: ln 1: 1 is ln e; which power of e is 1?
exponent = 3
ln_1 = 1
ln_10 = 2.3
# %% logarithms · wrong · e to the power 1 ⇒ names: ln 1: 2.718 is e itself; which power of e is 1?
exponent = 3
ln_1 = 2.718
ln_10 = 2.3
# %% logarithms · wrong · base 10 ⇒ names: ln 10: 1 is the logarithm of base 10; this one has base e
exponent = 3
ln_1 = 0
ln_10 = 1
# %% logarithms · wrong · the product of the logarithms ⇒ names: ln 10: 1.1 is the product of both logarithms, but the logarithm of a product is a sum
exponent = 3
ln_1 = 0
ln_10 = 0.69 * 1.61
# %% logarithms · wrong · their difference ⇒ names: ln 10: 0.92 is their difference, ln 2.5
exponent = 3
ln_1 = 0
ln_10 = 1.61 - 0.69
# %% logarithms · wrong · five times ln 2 ⇒ true: ln 10 is 3.45, which is too large
exponent = 3
ln_1 = 0
ln_10 = 5 * 0.69
