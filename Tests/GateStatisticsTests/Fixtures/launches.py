"""Writes launches.json beside this file: what NumPy and SciPy make of launches and their blocks.

Run with: python3 launches.py   (SciPy 1.17.1 and NumPy 2.4.6 wrote the committed file)
"""

import itertools
import json
import pathlib

import numpy as np
from scipy import special, stats

random = np.random.default_rng(20261126)
BETS = [  # relative to the block, stake, cap, share
    (True, 1.5, 1.5, 0.15),
    (True, 5.0, 5.0, 0.35),
    (False, 1.5, 3.0, 0.2),
    (False, 4.0, 6.0, 0.3),
]


def contrasts(candidates, baselines):
    """The mean difference for each way to call half of the launches the candidate's; the true one first."""
    launches = np.concatenate([candidates, baselines])
    size = len(candidates)
    result = []
    for way in itertools.combinations(range(2 * size), size):
        own = np.zeros(2 * size, dtype=bool)
        own[list(way)] = True
        result.append(launches[own].mean() - launches[~own].mean())
    return np.array(result)


def evidence(blocks):
    """ln of the mixture of bets, with every way gone through."""
    wealth = np.log([share for *_, share in BETS])
    sizes = []
    for block in blocks:
        values = contrasts(*block)
        sizes.append(np.abs(values).max())
        for index, (relative, stake, cap, _) in enumerate(BETS):
            measure = sizes[-1] if relative else np.median(sizes)
            bets = np.clip(stake * values / measure, -cap, cap)
            wealth[index] += bets[0] - special.logsumexp(bets) + np.log(len(bets))
    return float(special.logsumexp(wealth))


blocks = []
for size in (1, 2, 3):
    for shift, noise in ((0.0, 0.01), (0.02, 0.01), (0.3, 0.02), (-0.05, 0.05)):
        drawn = [
            (
                shift + noise * random.standard_normal(size),
                noise * random.standard_normal(size),
            )
            for _ in range(7)
        ]
        blocks.append(
            {
                "size": size,
                "candidates": [c.tolist() for c, _ in drawn],
                "baselines": [b.tolist() for _, b in drawn],
                "contrasts": sorted(contrasts(*drawn[0]).tolist()),
                "worse": evidence(drawn),
                "better": evidence([(b, c) for c, b in drawn]),
            }
        )

tables = []
for first, of_first, second, of_second in (
    (7, 20, 0, 20), (3, 10, 3, 10), (0, 5, 0, 9), (12, 12, 1, 30), (1, 6, 5, 6), (40, 80, 20, 80),
):
    table = [[first, of_first - first], [second, of_second - second]]
    tables.append(
        {
            "first": first, "of_first": of_first, "second": second, "of_second": of_second,
            "p": float(stats.fisher_exact(table).pvalue),
        }
    )

# A mixture of bets on the sign, as a product over single observations.
signs = []
for above, below in ((6, 0), (0, 6), (12, 0), (15, 3), (10, 10), (40, 25), (3, 30)):
    shares = np.array([0.5, 0.25, 0.15, 0.1])
    odds = np.array([0.999, 0.9, 0.75, 0.6])
    terms = np.log(shares) + above * np.log(2 * odds) + below * np.log(2 * (1 - odds))
    signs.append({"above": above, "below": below, "evidence": float(special.logsumexp(terms))})

path = pathlib.Path(__file__).with_name("launches.json")
path.write_text(json.dumps({"blocks": blocks, "tables": tables, "signs": signs}, indent=1) + "\n")
