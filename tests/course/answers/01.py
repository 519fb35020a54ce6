# %% weighted_sum · right · matmul operator
def weighted_sum(weights, x, bias):
    z = weights @ x + bias
    return z
# %% weighted_sum · right · np.dot, other order, a print left inside
def weighted_sum(weights, x, bias):
    z = bias + np.dot(x, weights)
    print("z =", z)
    return z
# %% weighted_sum · right · the class of the chapter, without an activation
def weighted_sum(weights, x, bias):
    return Neuron(weights, bias, lambda z: z)(x)
# %% weighted_sum · right · z in float32
def weighted_sum(weights, x, bias):
    return np.float32(weights @ x + bias)
# %% weighted_sum · wrong · the bias is subtracted ⇒ names: the bias is subtracted; a neuron adds it
def weighted_sum(weights, x, bias):
    z = weights @ x - bias
    return z
# %% weighted_sum · wrong · the bracket moved: the bias is added to every vote ⇒ names: the bias is counted once per input, 3 times
def weighted_sum(weights, x, bias):
    z = sum(weights * x + bias)
    return z
# %% weighted_sum · wrong · the bias is forgotten ⇒ names: the votes are added up, but the bias is missing
def weighted_sum(weights, x, bias):
    z = weights @ x
    return z
# %% weighted_sum · wrong · returns the answer 0 or 1 instead of z ⇒ names: this is the answer, 0 or 1; z comes before it
def weighted_sum(weights, x, bias):
    z = step(weights @ x + bias)
    return z
# %% weighted_sum · wrong · z is rounded to two decimals ⇒ names: the sum z of 5 inputs looks rounded: give all digits
def weighted_sum(weights, x, bias):
    z = round(weights @ x + bias, 2)
    return z
# %% weighted_sum · wrong · the votes are not added up ⇒ names: several numbers, one per input; a decision needs one, their sum
def weighted_sum(weights, x, bias):
    z = weights * x + bias
    return z
# %% weighted_sum · wrong · sum of weights times sum of inputs ⇒ names: the sums were multiplied; multiply entry by entry, then add
def weighted_sum(weights, x, bias):
    z = weights.sum() * x.sum() + bias
    return z
# %% weighted_sum · wrong · only three inputs ⇒ points: the sum z of 5 inputs is 1.21183, which is too small: it should be 1.81585
def weighted_sum(weights, x, bias):
    z = weights[0] * x[0] + weights[1] * x[1] + weights[2] * x[2] + bias
    return z
# %% weighted_sum · wrong · Tuesday's numbers written in ⇒ names: the sum z of 5 inputs is right for the example of the statement only: compute
def weighted_sum(weights, x, bias):
    z = 0.67 * 1 + 0.93 * 1 + 0.02 * 30 - 1.80
    return z
# %% weighted_sum · wrong · the weights are changed in place ⇒ names: your function changes weights, which belongs to its caller. Operators such as
def weighted_sum(weights, x, bias):
    weights *= x
    z = weights.sum() + bias
    return z
# %% weighted_sum · wrong · prints z and returns nothing ⇒ names: your function prints its result and returns None; end it with return, not with
def weighted_sum(weights, x, bias):
    z = weights @ x + bias
    print(z)
# %% weighted_sum · wrong · the bias is the chapter's, the argument is ignored ⇒ names: the bias −1.80 is Tuesday's; here another one is given
def weighted_sum(weights, x, bias):
    z = weights @ x - 1.80
    return z
# %% weighted_sum · wrong · negative sums become 0 ⇒ points: the sum z of 5 inputs is 0, which is too large: it should be -1.12428
def weighted_sum(weights, x, bias):
    z = max(0, weights @ x + bias)
    return z
# %% weighted_sum · wrong · z as an array with one number, shape (1,) ⇒ points: Tuesday's z should have shape (), but has shape (1,): the same number in
def weighted_sum(weights, x, bias):
    z = weights.reshape(1, -1) @ x + bias
    return z
# %% flip · right · the number
forecast = 50.0
# %% flip · right · the largest whole forecast that is still answered no
forecast = max(f for f in range(101) if round(0.67 + 0.93 + 0.02 * f - 2.60, 9) <= 0)
# %% flip · wrong · the forecast of the old umbrella ⇒ names: 10 was right for the old bias, −1.80; the new one is −2.60
forecast = 10.0
# %% flip · wrong · the answer for going by bus without the laptop ⇒ names: 130 is what rain alone would need; both other votes are there, too
forecast = 130
# %% flip · wrong · as a fraction instead of per cent ⇒ names: 0.5 would be right for a forecast from 0 to 1; the weight 0.02 counts per
forecast = 0.50
# %% flip · wrong · only on foot, the laptop forgotten ⇒ names: the forecast leaves out one of the two other votes, 0.67 and 0.93
forecast = (2.60 - 0.67) / 0.02
# %% flip · wrong · the sign of z without rain ⇒ names: the sign is wrong: 1.00 is missing, and rain has to add it
forecast = (0.67 + 0.93 - 2.60) / 0.02
# %% flip · wrong · the shift alone ⇒ names: 40 is how much more rain is needed than before; add it to the old forecast
forecast = 40.0
# %% flip · wrong · the shift in the wrong direction ⇒ true: the forecast is -30, which is too far down
forecast = 10.0 - 40.0
# %% flip · wrong · the sum z without rain ⇒ names: that's z without rain; how many points of rain bring it up to 0?
forecast = -1.0
# %% flip · wrong · the first whole forecast with a yes ⇒ names: the answer is yes just above the forecast where z is 0, not only at the next
forecast = 51
# %% flip · wrong · the bias is added with the wrong sign ⇒ true: the forecast is 210, which is too large
forecast = (0.67 + 0.93 + 2.60) / 0.02
# %% flip · wrong · a string ⇒ points: the forecast should be a number, but it is the text '50 %'
forecast = "50 %"
# %% fractions · right · the numbers
new_weights = np.array([0.67, 0.93, 2.0])
new_bias = -1.80
# %% fractions · right · solved from four mornings
old = np.array([0.67, 0.93, 0.02])
z = np.array([old[0], old[1], 100 * old[2], 0.67 + 0.93 + 2.0 - 1.80]) + np.array([-1.80, -1.80, -1.80, 0])
A = np.array([[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 1], [1, 1, 1, 1.0]])
*new_weights, new_bias = np.linalg.solve(A, z)
new_weights = np.array(new_weights)
# %% fractions · wrong · divided by 100 instead of multiplied ⇒ names: the weights: the input shrank, so its weight has to grow
new_weights = np.array([0.67, 0.93, 0.0002])
new_bias = -1.80
# %% fractions · wrong · nothing changed ⇒ names: with 0.02 Tuesday's rain is worth 0.006; it was worth 0.60
new_weights = np.array([0.67, 0.93, 0.02])
new_bias = -1.80
# %% fractions · wrong · all three weights times 100 ⇒ names: only the rain is measured differently; the other two weights stay
new_weights = np.array([0.67, 0.93, 0.02]) * 100
new_bias = -1.80
# %% fractions · wrong · the bias is multiplied as well ⇒ names: at 0 % rain z must be what it was, and rain has no vote there
new_weights = np.array([0.67, 0.93, 2.0])
new_bias = -180.0
# %% fractions · wrong · the sign of the bias ⇒ names: the bias has the opposite sign
new_weights = np.array([0.67, 0.93, 2.0])
new_bias = 1.80
# %% fractions · wrong · one zero too few ⇒ points: the weights differ in 1 of 3 places
new_weights = np.array([0.67, 0.93, 0.2])
new_bias = -1.80
# %% fractions · wrong · the heavier umbrella's bias ⇒ points: the bias is -2.6, which is too far down
new_weights = np.array([0.67, 0.93, 2.0])
new_bias = -2.60
# %% fractions · wrong · the weights in another order ⇒ names: the weights are off by one: the right numbers stand one place further
new_weights = np.array([2.0, 0.67, 0.93])
new_bias = -1.80
# %% fractions · wrong · the answer flips as before, but z differs: all divided by 2 ⇒ names: the weights: the answers stay, but z should be the same, too
new_weights = np.array([0.335, 0.465, 1.0])
new_bias = -0.90
# %% fractions · wrong · the bias as a fourth weight ⇒ points: the weights should have shape (3,), but have shape (4,)
new_weights = np.array([0.67, 0.93, 2.0, -1.80])
new_bias = 0
# %% line · right · whole numbers
line_weights = [1, 2]
line_bias = -2
# %% line · right · solved with z = 2 at (2, 2)
points = np.array([[0, 1, 1], [2, 0, 1], [2, 2, 1]])
*line_weights, line_bias = np.linalg.solve(points, [0, 0, 2])
# %% line · wrong · the arrow points to the side of no ⇒ names: the line is right, but (2, 2) is on the side of no: z is negative there
line_weights = [-1, -2]
line_bias = 2
# %% line · wrong · the sign of the bias ⇒ names: the direction is right, but the line is in another place: z is 4 at (0, 1) and
line_weights = [1, 2]
line_bias = 2
# %% line · wrong · the two weights swapped ⇒ points: z should be 0 at (0, 1) and at (2, 0), but it is -1 and 2
line_weights = [2, 1]
line_bias = -2
# %% line · wrong · the weights point along the line ⇒ names: this arrow runs along the line; the weights point across it, at a right angle
line_weights = [2, -1]
line_bias = 1
# %% line · wrong · the example's line ⇒ names: these weights and this bias draw the example's line
line_weights = [1, -1]
line_bias = 0
# %% line · wrong · all zero ⇒ names: both weights are 0, or one isn't finite, so there is no line
line_weights = [0, 0]
line_bias = 0
# %% line · wrong · slope and intercept of the line as weight and bias ⇒ names: −1/2 and 1 are the slope of the line and where it starts; z is w₁x₁ + w₂x₂ + b
line_weights = [-0.5, 1]
line_bias = 1
# %% line · wrong · the bias as a third weight ⇒ names: the answer should be two weights and one bias, all of them numbers
line_weights = [1, 2, -2]
line_bias = 0
# %% diagnosis · right · the string
cause = "the images hold bytes from 0 to 255"
# %% diagnosis · right · by elimination
causes = {"the images hold bytes from 0 to 255", "the bias has the wrong sign", "the averages were swapped",
          "the half was forgotten in the bias"}
(cause,) = causes - {"the bias has the wrong sign", "the averages were swapped", "the half was forgotten in the bias"}
# %% diagnosis · wrong · the sign of the bias ⇒ names: try it: with −19.80 instead of 19.80, 46 % are right, not 98
cause = "the bias has the wrong sign"
# %% diagnosis · wrong · swapped averages ⇒ names: try it: with yes and no swapped, nearly every answer is wrong
cause = "the averages were swapped"
# %% diagnosis · wrong · the half ⇒ names: with twice the bias 0s are read as 1, but these mistakes are 1s
cause = "the half was forgotten in the bias"
# %% tell_apart · right · as in the chapter
def tell_apart(x, labels, no, yes):
    mean_no = x[:, labels == no].mean(axis=1)
    mean_yes = x[:, labels == yes].mean(axis=1)
    weights = mean_yes - mean_no
    halfway = (mean_no + mean_yes) / 2
    return Neuron(weights, -(weights @ halfway), step)
# %% tell_apart · right · a loop over the images
def tell_apart(x, labels, no, yes):
    total, count = {no: 0, yes: 0}, {no: 0, yes: 0}
    for i, label in enumerate(labels):
        if label in (no, yes):
            total[int(label)] = total[int(label)] + x[:, i]
            count[int(label)] += 1
    m0, m1 = total[no] / count[no], total[yes] / count[yes]
    w = m1 - m0
    return Neuron(w, -(w * (m0 + m1) / 2).sum(), act_function=step)
# %% tell_apart · right · weights as a list, einsum
def tell_apart(x, labels, no, yes):
    m0, m1 = (np.compress(labels == d, x, axis=1).mean(axis=1) for d in (no, yes))
    w = m1 - m0
    return Neuron(w.tolist(), -np.einsum("i,i->", w, m0 + (m1 - m0) / 2), step)
# %% tell_apart · wrong · no minus yes, so the answers are swapped ⇒ names: the arrow points from yes, 1, to no, 7
def tell_apart(x, labels, no, yes):
    m0, m1 = x[:, labels == no].mean(axis=1), x[:, labels == yes].mean(axis=1)
    w = m0 - m1
    return Neuron(w, -(w @ (m0 + m1) / 2), step)
# %% tell_apart · wrong · the sign of the bias ⇒ names: halfway between the averages z should be 0; the bias has the wrong sign
def tell_apart(x, labels, no, yes):
    m0, m1 = x[:, labels == no].mean(axis=1), x[:, labels == yes].mean(axis=1)
    w = m1 - m0
    return Neuron(w, w @ (m0 + m1) / 2, step)
# %% tell_apart · wrong · the half is forgotten in the bias ⇒ names: the bias is twice what it should be: is the half missing?
def tell_apart(x, labels, no, yes):
    m0, m1 = x[:, labels == no].mean(axis=1), x[:, labels == yes].mean(axis=1)
    w = m1 - m0
    return Neuron(w, -(w @ (m0 + m1)), step)
# %% tell_apart · wrong · labels compared with 0 and 1 instead of no and yes ⇒ names: these are the averages of the digits 0 and 1: use no and yes
def tell_apart(x, labels, no, yes):
    m0, m1 = x[:, labels == 0].mean(axis=1), x[:, labels == 1].mean(axis=1)
    w = m1 - m0
    return Neuron(w, -(w @ (m0 + m1) / 2), step)
# %% tell_apart · wrong · "no" is every other digit ⇒ names: the average no is taken over all other digits
def tell_apart(x, labels, no, yes):
    m0, m1 = x[:, labels != yes].mean(axis=1), x[:, labels == yes].mean(axis=1)
    w = m1 - m0
    return Neuron(w, -(w @ (m0 + m1) / 2), step)
# %% tell_apart · wrong · the bias is 0 ⇒ names: without a bias z is -5.250 halfway between the averages, not 0
def tell_apart(x, labels, no, yes):
    m0, m1 = x[:, labels == no].mean(axis=1), x[:, labels == yes].mean(axis=1)
    return Neuron(m1 - m0, 0, step)
# %% tell_apart · wrong · the bias of 0 and 1 written in ⇒ points: no=7, yes=1: the bias is 19.8, which is too large: it should be 5.2496
def tell_apart(x, labels, no, yes):
    m0, m1 = x[:, labels == no].mean(axis=1), x[:, labels == yes].mean(axis=1)
    return Neuron(m1 - m0, 19.80, step)
# %% tell_apart · wrong · flips at the average of all images of the two digits, not halfway between the averages ⇒ points: no=7, yes=1: the bias is 5.02404, which is too small: it should be 5.2496
def tell_apart(x, labels, no, yes):
    m0, m1 = x[:, labels == no].mean(axis=1), x[:, labels == yes].mean(axis=1)
    w = m1 - m0
    both = x[:, (labels == no) | (labels == yes)].mean(axis=1)
    return Neuron(w, -(w @ both), step)
# %% tell_apart · wrong · the bias is rounded to two decimals ⇒ names: no=7, yes=1: the bias looks rounded: give all digits
def tell_apart(x, labels, no, yes):
    m0, m1 = x[:, labels == no].mean(axis=1), x[:, labels == yes].mean(axis=1)
    w = m1 - m0
    return Neuron(w, round(-(w @ (m0 + m1)) / 2, 2), step)
# %% tell_apart · wrong · answers 1 at z = 0 too (>= for >) ⇒ names: the answer where z is exactly 0 is 1
def tell_apart(x, labels, no, yes):
    m0, m1 = x[:, labels == no].mean(axis=1), x[:, labels == yes].mean(axis=1)
    w = m1 - m0
    return Neuron(w, -(w @ (m0 + m1)) / 2, lambda z: (z >= 0) * 1)
# %% tell_apart · wrong · no activation: returns z ⇒ points: the answers (1 where z is above 0, else 0) differ in 50 of 50 places
def tell_apart(x, labels, no, yes):
    m0, m1 = x[:, labels == no].mean(axis=1), x[:, labels == yes].mean(axis=1)
    w = m1 - m0
    return Neuron(w, -(w @ (m0 + m1)) / 2, lambda z: z)
# %% tell_apart · wrong · changes its labels in place ⇒ names: your function changes labels, which belongs to its caller. Operators such as +=
def tell_apart(x, labels, no, yes):
    other = (labels != no) & (labels != yes)
    labels[other] = 99
    m0, m1 = x[:, labels == no].mean(axis=1), x[:, labels == yes].mean(axis=1)
    w = m1 - m0
    return Neuron(w, -(w @ (m0 + m1)) / 2, step)
# %% tell_apart · wrong · weights and bias are returned instead of a Neuron ⇒ names: the function should return a Neuron, but its result is a tuple of length 2
def tell_apart(x, labels, no, yes):
    m0, m1 = x[:, labels == no].mean(axis=1), x[:, labels == yes].mean(axis=1)
    w = m1 - m0
    return w, -(w @ (m0 + m1)) / 2
# %% which_mistake · right · the string
kind_of_mistake = "sevens read as 1"
# %% which_mistake · right · counted, without a Neuron
(x_train, y_train), (x_test, y_test) = load_mnist()
m1, m7 = x_train[:, y_train == 1].mean(axis=1), x_train[:, y_train == 7].mean(axis=1)
z = (m7 - m1) @ x_test - (m7 - m1) @ (m7 + m1) / 2
sevens, ones = np.sum((y_test == 7) & (z <= 0)), np.sum((y_test == 1) & (z > 0))
kind_of_mistake = "sevens read as 1" if sevens > ones else "ones read as 7"
# %% which_mistake · wrong · the other kind ⇒ names: of 85 mistakes, 80 are of the other kind. Which digit varies more?
kind_of_mistake = "ones read as 7"
# %% which_mistake · wrong · symmetric, since the answer flips halfway ⇒ names: the flip is halfway between the averages, but one cloud spreads wider: count
kind_of_mistake = "about the same"
# %% best_bias · right · every sum as a place to flip, and one below all
def best_bias(sums, targets):
    candidates = [-s for s in sums] + [1 - min(sums)]
    return min(candidates, key=lambda b: np.sum((sums + b > 0) != (targets == 1)))
# %% best_bias · right · pure Python with one pass
def best_bias(sums, targets):
    pairs = sorted(zip(map(float, sums), map(int, targets)))
    wrong = sum(1 for _, t in pairs if t == 0)
    fewest, place = wrong, pairs[0][0] - 1
    for i, (s, t) in enumerate(pairs):
        wrong += 1 if t == 1 else -1
        if i + 1 < len(pairs) and pairs[i + 1][0] == s:
            continue
        if wrong < fewest:
            fewest, place = wrong, s
    return -place
# %% best_bias · right · the fewest mistakes by matrix product in blocks
def best_bias(sums, targets):
    signs = 1 - 2 * np.asarray(targets, dtype=float)  # a yes costs 1 on a no, spares 1 on a yes
    biases = np.append(-np.asarray(sums, dtype=float), 1.0 - np.min(sums))
    cost = np.concatenate([(b[:, None] + sums > 0) @ signs for b in np.array_split(biases, 1 + len(biases) // 200)])
    return biases[np.argmin(cost)]
# %% best_bias · wrong · the halfway point of the two averages, as in the chapter ⇒ names: it cuts halfway between the averages
def best_bias(sums, targets):
    return -(sums[targets == 0].mean() + sums[targets == 1].mean()) / 2
# %% best_bias · wrong · the sign: the place of the flip instead of the bias ⇒ names: it has the wrong sign
def best_bias(sums, targets):
    s = np.sort(sums)
    places = (s[:-1] + s[1:]) / 2
    wrong = [np.sum((sums > p) != (targets == 1)) for p in places]
    return places[np.argmin(wrong)]
# %% best_bias · wrong · the bias of the example ⇒ points: for sums (1, 0, 1, 1, 1) and targets (0, 1, 0, 1, 1) the bias -3 makes 3 wrong,
def best_bias(sums, targets):
    return -3
# %% best_bias · wrong · returns the number of mistakes instead of the bias ⇒ points: for the example, sums (−3, −1, 2, 4), the bias 0 makes 1 wrong, where the
def best_bias(sums, targets):
    return min(np.sum((sums + b > 0) != (targets == 1)) for b in -sums)
# %% best_bias · wrong · >= for >: the lowest yes itself gets z = 0 ⇒ names: don't count with >=
def best_bias(sums, targets):
    return min(-sums, key=lambda b: np.sum((sums + b >= 0) != (targets == 1)))
# %% best_bias · wrong · only whole numbers from −10 to 10 are tried ⇒ points: on 300 of the images, with the sums doubled and raised by 50, the bias -10
def best_bias(sums, targets):
    return min(range(-10, 11), key=lambda b: np.sum((sums + b > 0) != (targets == 1)))
# %% best_bias · wrong · sorts its inputs in place ⇒ names: your function changes sums, which belongs to its caller. Operators such as +=
def best_bias(sums, targets):
    order = np.argsort(sums)
    sums[:], targets[:] = sums[order], targets[order]
    biases = np.append(-sums, 1 - sums[0])
    return min(biases, key=lambda b: np.sum((sums + b > 0) != (targets == 1)))
# %% best_bias · wrong · whole numbers from −100 to 100 only ⇒ points: on the images, with the sums divided by 100, the bias 0 makes 189 wrong, where
def best_bias(sums, targets):
    return min(range(-100, 101), key=lambda b: np.sum((sums + b > 0) != (targets == 1)))
