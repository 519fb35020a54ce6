"""What the lessons ask their readers to do in the explorers, and what must be read there: for the pages' players.

A task is the chapter, a name, what to do, what the readout must hold, and where the lesson says so: words of its text
or of its outputs, or None where the lesson asks and does not tell. What to do is a list: (label, value) moves a control
by keyboard, ("press", label, times) presses a button.
"""

TASKS = [
    ("01", "bias −0.20", [("bias", "−0.2")], "(98.71%). Zeros read as 1: 136. Ones read as 0: 27.", "98.71"),
    ("01", "sides −3", [("bias", "0"), ("weight of the sides", "−3")], "(99.49%)", "99.49"),
    (
        "01",
        "the challenge",
        [("weight of the middle", "0.3"), ("weight of the sides", "−1.6"), ("bias", "0")],
        "(99.68%)",
        "99.68",
    ),
    ("02", "at −0.75 not yet", [("bias", "−0.75")], "AND: 2 of 4 right", None),
    ("02", "from −1 on", [("bias", "−1")], "AND: 4 of 4 right", "All four answers become right at −1"),
    ("02", "still at −1.75", [("bias", "−1.75")], "AND: 4 of 4 right", None),
    ("02", "not at −2", [("bias", "−2")], "AND: 3 of 4 right", "They stop being right at −2"),
    (
        "02",
        "second press",
        [("gate", "XOR"), ("press", "Set to zero", 1), ("press", "Next mistake", 2)],
        "XOR: ",
        None,
    ),
    ("02", "sixth press", [("press", "Next mistake", 4)], "XOR: ", "brings back the line of the second"),
    (
        "02",
        "better than the rule",
        [("gate", "XOR"), ("first weight", "1"), ("second weight", "1"), ("bias", "−0.5")],
        "XOR: 3 of 4 right",
        "With the sliders you can have three, never four",
    ),
    ("03", "saturated", [("weight w", "2"), ("bias b", "2")], "a = 0.9820, slope against z 0.0177", "0.0177"),
    (
        "03",
        "ReLU",
        [("activation", "ReLU")],
        "slope against z 1.0000; w + 0.1: predicted +0.1000, actual +0.1000",
        "the slope is 1, and the prediction is exact",
    ),
    (
        "03",
        "the jump",
        [("activation", "step"), ("weight w", "2"), ("bias b", "−2")],
        "no slope at the jump; w + 0.1: nothing predicted, actual +1.0000",
        "the nudge moves the output by a whole 1",
    ),
    ("03", "ReLU, left", [("activation", "ReLU"), ("bias b", "−5")], "predicted +0.0000, actual +0.0000", None),
    ("03", "leaky ReLU, left", [("activation", "leaky ReLU")], "predicted +0.0100, actual +0.0100", None),
    ("04", "eight examples", [("n, examples", "8")], "9 parameters, 48 multiplications", "rise from 30"),
    (
        "04",
        "four inputs",
        [("n, examples", "5"), ("ins", "4")],
        "15 parameters, 60 multiplications",
        "both rise, while z keeps its shape",
    ),
    ("04", "b flat, n = 5", [("ins", "2"), ("mistake", "b as (outs,)")], "NumPy raises ValueError: no z.", None),
    ("04", "b flat, n = 4", [("n, examples", "4")], "NumPy raises ValueError: no z.", None),
    ("04", "b flat, n = 3", [("n, examples", "3")], "numbers are wrong", None),
    ("04", "b flat, n = 2", [("n, examples", "2")], "NumPy raises ValueError: no z.", None),
    ("04", "b flat, n = 1", [("n, examples", "1")], "instead of (3, 1)", None),
    ("05", "three steps", [("press", "Next step", 3)], "Step 3 of 3, layer 3", None),
    *[
        ("05", network, [("network", network)], f"Answer {answer}; the label is 5.", f"{network} says {answer}")
        for network, answer in [("seed 1, trained", 5), ("seed 0", 0), ("seed 9", 6)]
    ],
    ("05", "ink 255, trained", [("network", "seed 1, trained"), ("ink", "255")], "Answer ", None),
    ("06", "ten steps", [("press", "Ten steps", 1)], "Step 10:", None),
    ("06", "squares", [("step", "100"), ("learning rate", "30")], "5,923 mistakes of 12,665", "5,923"),
    (
        "06",
        "cross-entropy",
        [("loss", "cross-entropy"), ("learning rate", "3"), ("step", "10")],
        "119 mistakes of 12,665",
        "119",
    ),
    ("06", "one step at 20", [("learning rate", "20"), ("step", "1")], "52 mistakes of 12,665", "52 mistakes are left"),
    ("07", "both complaints", [("step", "24")], "The blame of h1 is now 0.055399 − 0.019049 = 0.036350", "0.03635"),
    (
        "07",
        "o2 nearly right",
        [("target of o2", "0.77")],
        "The blame of h1 is now 0.055399 + 0.000257 = 0.055656",
        None,
    ),
    (
        "07",
        "bias 6",
        [("target of o2", "0.99"), ("step", "32"), ("bias of o1 and o2", "6")],
        "The loss is 0.488611.",
        None,
    ),
    (
        "09",
        "μ 0",
        [("surface", "ravine"), ("momentum: rate", "0.02"), ("momentum: μ", "0")],
        "momentum, rate 0.02: loss 50.",
        "At 0 the walker bounces for ever",
    ),
    ("09", "μ 0.7", [("momentum: μ", "0.7")], "momentum, rate 0.02: loss 0.000", "Of these three, 0.7"),
    ("09", "μ 0.99", [("momentum: μ", "0.99")], "momentum, rate 0.02: loss", "at 0.99 it rolls on too long"),
    (
        "09",
        "steeper",
        [("surface", "steeper ravine")],
        "gone for good",
        "plain descent and momentum",
    ),
    ("10", "turn −30", [("image", "3"), ("turn, degrees", "−30")], "plain says 7", "`plain` reads a 7 both times"),
    ("10", "turn 30", [("turn, degrees", "30")], "plain says 7", "`plain` reads a 7 both times"),
    ("10", "half a turn", [("turn, degrees", "180")], "all four says 6", "Half a turn makes a 6 for both"),
    *[
        (
            "10",
            f"draw {draw}",
            [("turn, degrees", "0"), ("elastic, pixels", "1.5"), ("draw", str(draw))],
            "all four says " + ("" if draw == 7 else "9"),
            "`plain` misreads the draws 0, 1, 2 and 7",
        )
        for draw in range(10)
    ],
    (
        "11",
        "moved by 1",
        [("move the digit right", "1")],
        "Largest 2.73 at (",
        "2.73 walks from column 10 to columns 11",
    ),
    ("11", "moved by 2", [("move the digit right", "2")], ", 12)", "columns 11 and 12"),
    ("11", "on paper", [("column of the window", "0")], "its sum is 0.00", "all five answer 0"),
    ("11", "stride 2, moved by 1", [("move the digit right", "1"), ("stride", "2")], "Largest 2.38", "2.38"),
    ("11", "stride 2, moved by 2", [("move the digit right", "2")], "Largest 2.73", "2.73"),
    ("12", "image 46, T = 4", [("image", "46"), ("temperature T", "4")], "8 69.9 %", "69.9"),
    ("12", "image 46, T = 20", [("temperature T", "20")], "8 17.7 %", "17.7"),
    ("12", "the eight that is nearly a 0", [("image", "31444"), ("temperature T", "0.25")], "8 97.6 %", None),
    (
        "13",
        "as it begins",
        [("score of A", "3")],
        "Cross-entropy: loss 2.1698, slope at B −0.8858.",
        None,
    ),
    ("13", "A at 10", [("score of A", "10")], "Softmax first: loss 1.5513, slope at B −0.0002.", None),
    (
        "13",
        "probabilities",
        [("score of A", "0.6"), ("score of B", "0.3"), ("score of C", "0.1")],
        "Scores as probabilities: loss 0.7419, slope at B −1.1111.",
        None,
    ),
    (
        "14",
        "the third of 10.64 %",
        [("case", "F"), ("question", "score")],
        "it reads 10.64 % of the validation images",
        "Case F reads 10.64 %",
    ),
    *[
        ("14", f"case F, {question}", [("question", question)], seen, seen)
        for question, seen in [
            ("round trip", "training 0 and 1, validation 0 and 1"),
            ("start", "starting loss 2.618"),
            ("gradient", "W1 ok, b1 ok, W2 ok, b2 ok"),
            ("inside", "9 of 32 dead, 32 after one epoch"),
            ("ten", "largest loss 2.3163, 4 of 10 read correctly"),
        ]
    ],
    ("14", "case I is dead", [("case", "I"), ("question", "inside")], "32 of 32 dead", None),
    ("14", "case C reads more than 90 %", [("case", "C"), ("question", "score")], "it reads 90.58 %", "reads 90.58 %"),
    ("14", "case C, gradient", [("question", "gradient")], "b1 0.580", "b1 0.580"),
    ("14", "case G reads more than 90 %", [("case", "G"), ("question", "score")], "it reads 90.66 %", "reads 90.66 %"),
    ("14", "case G, gradient", [("question", "gradient")], "W1 ok, b1 ok, W2 ok, b2 ok", "W1 ok, b1 ok, W2 ok"),
    *[
        (
            "15",
            f"{expression}, {walk}",
            [("expression", expression), ("walk", walk), ("press", "To the end", 1)],
            end,
            None,
        )
        for expression, walk, end in [
            ("diamond", "recursion, as it arrives", "At the end: x 27."),
            ("diamond", "recursion, each node once", "At the end: x "),
            ("diamond", "= for +=", "At the end: x 15."),
            ("diamond", "deepest first, +=", "At the end: x 21."),
            ("toy neuron", "recursion, as it arrives", "At the end: w 0.121938"),
            ("toy neuron", "deepest first, +=", "At the end: w 0.121938"),
            ("README", "recursion, as it arrives", "At the end: a 11118.5, b 47215.3."),
            ("README", "deepest first, +=", "At the end: a 138.834, b 645.577."),
        ]
    ],
    ("16", "1,024 images each", [("images each", "1,024")], "8 machines, 1,024 images each", "from 2.36 to 6.96 times"),
    ("16", "6.96 times", [("images each", "1,024")], "6.96 times one machine", "1,024 images each 6.96"),
    (
        "16",
        "five times the weights",
        [("images each", "64"), ("network", "five times the weights")],
        "2.66 times one machine",
        "the larger network gave only 2.66",
    ),
    (
        "16",
        "a slow link",
        [("network", "784-128-64-10"), ("link", "1 Gbit/s")],
        "0.39 times one machine",
        "eight machines are worth 0.39 of one",
    ),
]
