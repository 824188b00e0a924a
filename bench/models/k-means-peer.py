import json
import sys
import time

import numpy as np
from sklearn.cluster import KMeans

path, rows, cols, k, tolerance = sys.argv[1], *map(int, sys.argv[2:5]), float(sys.argv[5])
points = np.fromfile(path, dtype=np.float64).reshape(rows, cols)
single = points.astype(np.float32)

for line in sys.stdin:
    data = single if line.strip() == "float32" else points
    start = time.perf_counter()
    fitted = KMeans(n_clusters=k, init=data[:k], n_init=1, max_iter=300, tol=tolerance, algorithm="lloyd").fit(data)
    ms = (time.perf_counter() - start) * 1000
    print(json.dumps({"ms": ms, "sse": float(fitted.inertia_), "rounds": int(fitted.n_iter_)}), flush=True)
