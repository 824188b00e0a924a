"""Recency, frequency, money and their fifths as one writes them with pandas."""

import json
import sys
import time

import numpy as np
import pandas as pd

path, rows = sys.argv[1], int(sys.argv[2])
numbers = np.fromfile(path, dtype=np.float64).reshape(3, rows)
orders = pd.DataFrame({"customer": numbers[0].astype(np.int32), "day": numbers[1].astype(np.int32), "amount": numbers[2]})

for line in sys.stdin:
    start = time.perf_counter()
    by = orders.groupby("customer").agg(last=("day", "max"), frequency=("day", "count"), money=("amount", "sum"))
    by["recency"] = int(orders["day"].max()) - by["last"]
    for name in ("recency", "frequency", "money"):
        by[f"{name}_bin"] = np.minimum(5, 1 + (5 * (by[name].rank(method="average") - 0.5) / len(by)).astype(int))
    ms = (time.perf_counter() - start) * 1000
    print(json.dumps({"ms": ms, "customers": len(by), "money": float(by["money"].sum())}), flush=True)
