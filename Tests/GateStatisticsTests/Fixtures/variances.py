"""Writes variances.json beside this file: values of SciPy and NumPy that the Swift code is held to.

Run with: python3 variances.py   (SciPy 1.17.1 and NumPy 2.4.6 wrote the committed file)

The prior is Smyth's (2004), §6.2, in NumPy: moments of ln s² with SciPy's digamma and trigamma, and
the inverse of trigamma by SciPy's root finder.
"""

import json
import pathlib

import numpy as np
from scipy import optimize, special

arguments = (1e-3, 0.1, 0.5, 1, 1.5, 2.75, 7, 11.999, 12, 40, 1e4)
polygamma = [
    {
        "x": x,
        "digamma": float(special.digamma(x)),
        "trigamma": float(special.polygamma(1, x)),
    }
    for x in arguments
]


def fit(variances, freedom, least):
    """Smyth's s0^2 and d0; d0 is None where the variances differ by chance alone."""
    half = np.asarray(freedom) / 2
    clipped = np.maximum(variances, least)
    e = np.log(clipped) - special.digamma(half) + np.log(half)
    excess = e.var(ddof=1) - special.polygamma(1, half).mean()
    if excess <= 0:
        return float(clipped.mean()), None
    root = optimize.brentq(
        lambda y: special.polygamma(1, y) - excess, 1e-6, 1e9, xtol=1e-300, rtol=1e-14
    )
    return float(np.exp(e.mean() + special.digamma(root) - np.log(root))), float(2 * root)


rng = np.random.default_rng(2004)
priors = []
for count, freedom, usual, own in (
    (60, [2], 0.03**2, 4.0),
    (12, [2, 3, 7], 0.01**2, 1.5),
    (200, [19], 0.05**2, 30.0),
    (8, [2], 0.02**2, None),
    (6, [4], 1e-9, 0.8),
):
    d = np.resize(freedom, count)
    true = usual * (own / rng.chisquare(own, count) if own else np.ones(count))
    variances = true * rng.chisquare(d) / d
    if own == 4.0:
        variances[0] = 0
    if own is None:
        # As alike as no chance would have them.
        variances = usual * (1 + 0.01 * np.arange(count))
    least = 1e-6
    variance, degrees = fit(variances, d, least)
    posterior = None if degrees is None else (degrees * variance + d * variances) / (degrees + d)
    priors.append(
        {
            "variances": variances.tolist(),
            "freedom": d.tolist(),
            "least": least,
            "variance": variance,
            "degrees": degrees,
            "posterior": None if posterior is None else posterior.tolist(),
        }
    )

path = pathlib.Path(__file__).with_name("variances.json")
path.write_text(json.dumps({"polygamma": polygamma, "priors": priors}, indent=1) + "\n")
