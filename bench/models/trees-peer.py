"""Classifiers of scikit-learn on one core, on the numbers of the bench; answers each line (a name) with time and held-out AUC."""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import warnings

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.neural_network import MLPClassifier

warnings.filterwarnings("ignore")
path, rows, held, cols = sys.argv[1], *map(int, sys.argv[2:5])
numbers = np.fromfile(path, dtype=np.float64)
x = numbers[: (rows + held) * cols].reshape(rows + held, cols)
y = numbers[(rows + held) * cols :].astype(int)


def make(name):
    if name == "boosting":
        return HistGradientBoostingClassifier(
            max_iter=100, max_leaf_nodes=31, learning_rate=0.1, early_stopping=False, l2_regularization=1.0, random_state=1
        )
    if name == "forest":
        return RandomForestClassifier(n_estimators=100, max_depth=12, min_samples_leaf=5, n_jobs=1, random_state=1)
    if name == "neural":
        return MLPClassifier((32, 16), batch_size=256, learning_rate_init=2e-3, alpha=1e-3, max_iter=10, tol=0, random_state=1)
    return LogisticRegression(C=1.0, max_iter=1000)


for line in sys.stdin:
    model = make(line.strip())
    start = time.perf_counter()
    model.fit(x[:rows], y[:rows])
    ms = (time.perf_counter() - start) * 1000
    auc = roc_auc_score(y[rows:], model.predict_proba(x[rows:])[:, 1])
    start = time.perf_counter()
    model.predict_proba(x[:rows])
    print(json.dumps({"ms": ms, "auc": auc, "predict": (time.perf_counter() - start) * 1000}), flush=True)
