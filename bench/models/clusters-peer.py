import json
import sys
import time
import warnings

import numpy as np
from sklearn.cluster import DBSCAN, AgglomerativeClustering
from sklearn.mixture import GaussianMixture

warnings.filterwarnings("ignore")
what, path, rows, cols, k = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
points = np.fromfile(path, dtype=np.float64).reshape(rows, cols)
labels = np.fromfile(path + ".labels", dtype=np.uint8)
radius, least, rounds = float(sys.argv[6]), int(sys.argv[7]), int(sys.argv[8])


def mixture():
    hot = np.eye(k)[labels]
    model = GaussianMixture(k, tol=0, max_iter=rounds, reg_covar=1e-6)
    # From the division that ours begins with.
    model._initialize_parameters = lambda data, state: model._initialize(data, hot)
    model.fit(points)
    return float(model.score(points))


def ward():
    found = AgglomerativeClustering(k, linkage="ward").fit_predict(points)
    return int(np.bincount(found).max())


def dbscan():
    found = DBSCAN(eps=radius, min_samples=least, algorithm="kd_tree").fit_predict(points)
    return int((found < 0).sum())


for line in sys.stdin:
    start = time.perf_counter()
    answer = {"mixture": mixture, "ward": ward, "dbscan": dbscan}[what]()
    print(json.dumps({"ms": (time.perf_counter() - start) * 1000, "answer": answer}), flush=True)
