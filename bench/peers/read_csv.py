"""pandas reading the benchmark file with its dates parsed and its ids as text. Prints one JSON line."""
import json, sys, time
import pandas as pd

began = time.perf_counter()
orders = pd.read_csv(sys.argv[1], dtype={"order_id": str, "customer_id": str}, parse_dates=["date"])
seconds = time.perf_counter() - began
began = time.perf_counter()
categories = pd.read_csv(sys.argv[1], dtype={"order_id": str, "customer_id": "category", "product": "category"}, parse_dates=["date"])
print(json.dumps({"seconds": round(seconds, 4), "secondsCategories": round(time.perf_counter() - began, 4), "rows": len(orders),
                  "amount": round(float(orders["amount"].sum()), 2)}))
