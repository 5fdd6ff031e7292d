"""Writes reference.json beside this file: values of SciPy that the Swift code is held to.

Run with: python3 generate.py   (SciPy 1.17.1 wrote the committed file)
"""

import json
import pathlib

from scipy import stats

student = [
    {"df": df, "p": p, "quantile": float(stats.t.ppf(p, df))}
    for df in (1, 2, 3, 4.5, 9, 30, 200, 1e6)
    for p in (1e-7, 2.5e-4, 0.01, 0.05, 0.4, 0.6, 0.9, 0.95, 0.999)
]
cumulative = [
    {"df": df, "t": t, "p": float(stats.t.cdf(t, df))}
    for df in (1, 2.5, 8, 60, 1e5)
    for t in (-40, -3.2, -0.5, 0.1, 1.7, 6)
]
binomial = [
    {"n": n, "p": p, "k": k, "cdf": float(stats.binom.cdf(k, n, p))}
    for n, p in ((5, 0.5), (59, 0.95), (300, 0.99), (3000, 0.999))
    for k in (0, n // 2, n - 2, n - 1, n)
]


def ranks(n, percent, confidence):
    """One-sided order-statistic ranks, from 1; None where n is too small."""
    q = percent / 100
    upper = next((k for k in range(1, n + 1) if stats.binom.cdf(k - 1, n, q) >= confidence), None)
    lower = next((k for k in range(n, 0, -1) if stats.binom.sf(k - 1, n, q) >= confidence), None)
    return lower, upper


order = []
for n in (1, 5, 6, 58, 59, 60, 298, 299, 300, 1000):
    for percent in (50, 95, 99):
        low, high = ranks(n, percent, 0.95)
        order.append({"n": n, "percent": percent, "low": low, "high": high})

path = pathlib.Path(__file__).with_name("reference.json")
path.write_text(
    json.dumps(
        {"student": student, "cumulative": cumulative, "binomial": binomial, "order": order},
        indent=1,
    )
    + "\n"
)
