import json
import sys
import time

import numpy as np
from sklearn.linear_model import LogisticRegression

path, rows, cols = sys.argv[1], *map(int, sys.argv[2:4])
numbers = np.fromfile(path, dtype=np.float64)
x, y = numbers[: rows * cols].reshape(rows, cols), numbers[rows * cols :]

for line in sys.stdin:
    start = time.perf_counter()
    fitted = LogisticRegression(C=1.0, solver="lbfgs", max_iter=1000).fit(x, y)
    ms = (time.perf_counter() - start) * 1000
    w, b = fitted.coef_[0], fitted.intercept_[0]
    z = x @ w + b
    objective = float(np.sum(np.logaddexp(0, z) - y * z) + 0.5 * w @ w)
    print(json.dumps({"ms": ms, "objective": objective, "rounds": int(fitted.n_iter_[0])}), flush=True)
