"""RNN, GRU and LSTM, by the equations of the specification."""

import numpy as np

from history.case import BF16, F32, F64, I32, array, case, label_of, noise


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


ACTIVATIONS = {"Tanh": np.tanh, "Sigmoid": sigmoid, "Relu": lambda x: np.maximum(x, 0),
               "HardSigmoid": lambda x: np.clip(0.5 * x + 0.25, 0, 1)}


def rnn_step(x, state, w, r, b, p, functions, clipped, options):
    f, = functions
    h = f(clipped(x @ w.T + state[0] @ r.T + b.reshape(2, -1).sum(0)))
    return [h]


def gru_step(x, state, w, r, b, p, functions, clipped, options):
    f, g = functions
    h, = state
    (wz, wr, wh), (rz, rr, rh) = np.split(w, 3), np.split(r, 3)
    wbz, wbr, wbh, rbz, rbr, rbh = np.split(b, 6)
    z = f(clipped(x @ wz.T + h @ rz.T + wbz + rbz))
    reset = f(clipped(x @ wr.T + h @ rr.T + wbr + rbr))
    if options.get("linear_before_reset"):
        hidden = g(clipped(x @ wh.T + reset * (h @ rh.T + rbh) + wbh))
    else:
        hidden = g(clipped(x @ wh.T + (reset * h) @ rh.T + rbh + wbh))
    return [(1 - z) * hidden + z * h]


def lstm_step(x, state, w, r, b, p, functions, clipped, options):
    f, g, last = functions
    h, c = state
    i, o, forget, cell = np.split(x @ w.T + h @ r.T + b.reshape(2, -1).sum(0), 4, 1)
    pi, po, pf = np.split(p, 3)
    i = f(clipped(i + pi * c))
    forget = 1 - i if options.get("input_forget") else f(clipped(forget + pf * c))
    c = forget * c + i * g(clipped(cell))
    # "Applied to the input of activations" is read as that of gates, as onnxruntime has it.
    return [f(clipped(o + po * c)) * last(c), c]


KINDS = {"RNN": (1, 1, ["Tanh"], rnn_step), "GRU": (3, 1, ["Sigmoid", "Tanh"], gru_step),
         "LSTM": (4, 2, ["Sigmoid", "Tanh", "Tanh"], lstm_step)}


def recurrent(op, x, w, r, b=None, lengths=None, *initial, peephole=None, direction="forward",
              activations=None, clip=None, **options):
    """Y and the last states of [steps, batch, features]."""
    gates, states, usual, step = KINDS[op]
    directions, hidden = w.shape[0], r.shape[2]
    steps, batch = x.shape[:2]
    b = np.zeros((directions, 2 * gates * hidden), x.dtype) if b is None else b
    p = np.zeros((directions, 3 * hidden), x.dtype) if peephole is None else peephole
    lengths = np.full(batch, steps) if lengths is None else lengths
    names = activations or usual * directions
    y = np.zeros((steps, directions, batch, hidden), x.dtype)
    last = [np.zeros((directions, batch, hidden), x.dtype) for _ in range(states)]

    def clipped(v):
        return v if clip is None else np.clip(v, -clip, clip)

    for d in range(directions):
        chosen = [ACTIVATIONS[n] for n in names[d * len(usual):(d + 1) * len(usual)]]
        backwards = direction == "reverse" or d == 1
        for n in range(batch):
            state = [initial[s][d, n:n + 1] if s < len(initial) else last[s][d, n:n + 1]
                     for s in range(states)]
            order = range(lengths[n])
            for t in reversed(order) if backwards else order:
                state = step(x[t, n:n + 1], state, w[d], r[d], b[d], p[d], chosen, clipped, options)
                y[t, d, n] = state[0][0]
            for s in range(states):
                last[s][d, n] = state[s][0]
    return [y, *last]


def weights(op, directions, dtype):
    gates = KINDS[op][0]
    return [noise(shape, dtype, seed) * array(0.5, dtype)
            for seed, shape in enumerate([(directions, gates * 3, 2), (directions, gates * 3, 3),
                                          (directions, gates * 6)], 1)]


# Versions with the types to show; 14 brought `layout`, 22 bfloat16.
VERSIONS = {"RNN": {1: (F32, F64), 7: (F32,), 14: (F32,), 22: (BF16,)},
            "GRU": {1: (F32, F64), 3: (F32,), 7: (F32,), 14: (F32,), 22: (BF16,)},
            "LSTM": {1: (F32, F64), 7: (F32,), 14: (F32,), 22: (BF16,)}}
for op, versions in VERSIONS.items():
    states = KINDS[op][1]
    for version, dtypes in versions.items():
        for dtype in dtypes:
            loose = {"rtol": 2e-2, "atol": 2e-2} if dtype is BF16 else {"rtol": 1e-4, "atol": 1e-5}
            name = label_of(dtype)
            x = noise((4, 2, 2), dtype)

            def computed(*inputs, kind=op, **options):
                wide = [v.astype(F64) if v is not None and v.dtype != I32 else v for v in inputs]
                if "peephole" in options:
                    options["peephole"] = options["peephole"].astype(F64)
                return [v.astype(inputs[0].dtype) for v in recurrent(kind, *wide, **options)]

            def add(label, inputs, outputs, **attributes):
                case(op, version, inputs, outputs, label=f"{label}_{name}", hidden_size=3,
                     **attributes, **loose)

            w, r, b = weights(op, 1, dtype)
            whole = {"output_sequence": 1} if version in (1, 3) else {}
            expected = computed(x, w, r, b)
            add("all", [x, w, r, b], expected, **whole)
            # Without the sequence only the last states come out.
            quiet = {"output_sequence": 0} if version in (1, 3) else {}
            add("last", [x, w, r], [None, *computed(x, w, r)[1:]], **quiet)
            lengths = array([4, 2], I32)
            initial = [noise((1, 2, 3), dtype, 7 + s) for s in range(states)]
            expected = computed(x, w, r, b, lengths, *initial, direction="reverse", clip=0.75)
            add("reverse", [x, w, r, b, lengths, *initial], expected, direction="reverse",
                clip=0.75, **whole)
            w, r, b = weights(op, 2, dtype)
            chosen = {"RNN": ["Relu", "Tanh"], "GRU": ["Sigmoid", "Relu", "HardSigmoid", "Tanh"],
                      "LSTM": ["HardSigmoid", "Tanh", "Relu", "Sigmoid", "Relu", "Tanh"]}[op]
            scaling = {"activation_alpha": [0.5], "activation_beta": [0.25]}
            scaling = scaling if "HardSigmoid" in chosen else {}
            expected = computed(x, w, r, b, direction="bidirectional", activations=chosen)
            add("both", [x, w, r, b], expected, direction="bidirectional", activations=chosen,
                **scaling, **whole)
            if op == "GRU" and version >= 3:
                expected = computed(x, w, r, b, direction="bidirectional", linear_before_reset=1)
                add("linear", [x, w, r, b], expected, direction="bidirectional",
                    linear_before_reset=1, **whole)
            if op == "LSTM":
                w, r, b = weights(op, 1, dtype)
                peephole = noise((1, 9), dtype, 11)
                expected = computed(x, w, r, b, None, *initial, peephole=peephole)
                add("peephole", [x, w, r, b, None, *initial, peephole], expected, **whole)
                expected = computed(x, w, r, b, input_forget=1)
                add("coupled", [x, w, r, b], expected, input_forget=1, **whole)
            if version >= 14:
                w, r, b = weights(op, 1, dtype)
                y, *last = computed(x, w, r, b)
                add("layout", [x.swapaxes(0, 1), w, r, b],
                    [y.transpose(2, 0, 1, 3), *(v.swapaxes(0, 1) for v in last)], layout=1)
