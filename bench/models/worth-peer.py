"""BG/NBD by maximum likelihood as lifetimes 0.11 does it (scipy's minimize on logarithms, exact gradient), alike histories once."""

import json
import sys
import time

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln, psi

path, rows = sys.argv[1], int(sys.argv[2])
numbers = np.fromfile(path, dtype=np.float64).reshape(rows, 3)


def loss(logs, x, tx, T, w):
    r, alpha, a, b = np.exp(logs)
    n = w.sum()
    with np.errstate(divide="ignore"):
        gone = np.where(x > 0, np.log(a) - np.log(np.maximum(b + x - 1, 1e-300)), -np.inf) - (r + x) * np.log(alpha + tx)
    alive = -(r + x) * np.log(alpha + T)
    either = np.logaddexp(alive, gone)
    p = np.exp(alive - either)
    q = 1 - p
    shared = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    value = np.sum(w * (shared + either))
    dr = np.sum(w * (psi(r + x) - psi(r) + np.log(alpha) - p * np.log(alpha + T) - q * np.log(alpha + tx)))
    dalpha = np.sum(w * (r / alpha - (r + x) * (p / (alpha + T) + q / (alpha + tx))))
    da = np.sum(w * (psi(a + b) - psi(a + b + x) + q / a))
    left = np.where(x > 0, q / np.maximum(b + x - 1, 1e-300), 0)
    db = np.sum(w * (psi(a + b) + psi(b + x) - psi(b) - psi(a + b + x) - left))
    return -value / n, -np.array([dr * r, dalpha * alpha, da * a, db * b]) / n


for line in sys.stdin:
    start = time.perf_counter()
    alike, weights = np.unique(numbers, axis=0, return_counts=True)
    x, tx, T = alike.T
    fitted = minimize(loss, np.log([0.5, 5.0, 0.8, 2.5]), args=(x, tx, T, weights), jac=True, method="L-BFGS-B", tol=1e-12)
    ms = (time.perf_counter() - start) * 1000
    print(json.dumps({"ms": ms, "logLikelihood": -float(fitted.fun) * rows, "parameters": list(np.exp(fitted.x))}), flush=True)
