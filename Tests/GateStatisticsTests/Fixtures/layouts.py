"""Writes layouts.json beside this file: values that the Swift code of layouts is held to.

Run with: pip install diptest; python3 layouts.py
(SciPy 1.17.1, NumPy 2.4.6 and diptest 0.12.0 wrote the committed file)

Quantiles are SciPy's, the dip is diptest's (Hartigan's AS 217). The analysis of variance is done by
projections in NumPy, which share nothing with the sums that the Swift code forms. `python3 layouts.py
critical` draws the critical values of the dip anew: the 99 % quantile for a uniform law, of which no law
with one peak has a larger one, times the square root of the number of values. It takes two minutes.
"""

import json
import pathlib
import sys

import diptest
import numpy as np
from scipy import stats

SIZES = (10, 12, 16, 20, 24, 32, 48, 64, 100, 200, 500)


def critical(draws=400_000):
    rng = np.random.default_rng(1985)
    for size in SIZES:
        dips = [diptest.dipstat(rng.random(size)) for _ in range(draws)]
        print(size, round(float(np.quantile(dips, 0.99)) * size**0.5, 4), flush=True)


def components(blocks, confidence):
    """Layouts within blocks, launches within layouts: Searle, Casella, McCulloch (1992), ch. 3 and 5."""
    rows = [
        (b, l, x)
        for b, layouts in enumerate(blocks)
        for l, launches in enumerate(layouts)
        for x in launches
    ]
    y = np.array([x for _, _, x in rows])
    block = np.array([[b == k for k in range(len(blocks))] for b, _, _ in rows], float)
    cells = sorted({(b, l) for b, l, _ in rows})
    cell = np.array([[(b, l) == c for c in cells] for b, l, _ in rows], float)

    def project(design):
        return design @ np.linalg.pinv(design)

    p_block, p_cell = project(block), project(cell)
    between, within = p_cell - p_block, np.eye(len(y)) - p_cell
    df_b, df_w = round(np.trace(between)), round(np.trace(within))
    ss_b, ss_w = float(y @ between @ y), float(y @ within @ y)
    # The weight of the layouts' variance in the expected mean square.
    n0 = float(np.trace(between @ cell @ cell.T)) / df_b
    ms_b, ms_w = ss_b / df_b, ss_w / df_w
    variance = max(0.0, (ms_b - ms_w) / n0)
    tail = (1 - confidence) / 2
    ratio = ms_b / ms_w

    def bound(p):
        f = stats.f.ppf(p, df_b, df_w)
        return max(0.0, ss_b * (1 - f / ratio) / (n0 * stats.chi2.ppf(p, df_b)))

    def share(p):
        theta = max(0.0, (ratio / stats.f.ppf(p, df_b, df_w) - 1) / n0)
        return theta / (1 + theta)

    return {
        "blocks": blocks,
        "by_layout": variance**0.5,
        "low": bound(1 - tail) ** 0.5,
        "high": bound(tail) ** 0.5,
        "within": ms_w**0.5,
        "share": variance / (variance + ms_w),
        "share_low": share(1 - tail),
        "share_high": share(tail),
    }


def drawn(rng, blocks, layouts, launches, by_layout, within, block=0.1):
    return [
        [
            [float(x) for x in middle + place + rng.normal(0, within, launches[k % len(launches)])]
            for k, place in enumerate(rng.normal(0, by_layout, layouts))
        ]
        for middle in rng.normal(0, block, blocks)
    ]


def main():
    rng = np.random.default_rng(1992)
    freedoms = (1, 2, 7, 12, 24, 60, 300)
    probabilities = (0.005, 0.025, 0.5, 0.975, 0.995)
    chi = [
        {"df": d, "p": p, "quantile": float(stats.chi2.ppf(p, d))}
        for d in freedoms
        for p in probabilities
    ]
    fisher = [
        {"df1": a, "df2": b, "p": p, "quantile": float(stats.f.ppf(p, a, b))}
        for a in freedoms[:-1]
        for b in freedoms[:-1]
        for p in probabilities
    ]
    tables = [
        components(drawn(rng, 12, 2, [2], 0.025, 0.01), 0.95),
        components(drawn(rng, 12, 2, [2], 0.0, 0.03), 0.95),
        components(drawn(rng, 1, 8, [3], 0.05, 0.05), 0.9),
        components(drawn(rng, 7, 3, [2, 4, 3], 0.02, 0.02), 0.95),
    ]
    laws = [
        rng.random(24),
        rng.normal(size=24),
        np.concatenate([rng.normal(0, 0.1, 14), rng.normal(1, 0.1, 10)]),
        rng.standard_t(3, size=51),
        np.round(rng.normal(size=40), 1),
        np.array([0.0, 1, 2, 3, 10, 11, 12, 13]),
        np.array([1.0, 1, 1, 1, 2, 2, 2, 2, 2]),
    ]
    dips = [
        {"values": [float(x) for x in law], "dip": float(diptest.dipstat(np.sort(law)))}
        for law in laws
    ]
    text = json.dumps(
        {"chi_squared": chi, "fisher": fisher, "components": tables, "dips": dips}, indent=1
    )
    pathlib.Path(__file__).with_name("layouts.json").write_text(text + "\n")


if __name__ == "__main__":
    critical() if sys.argv[1:] == ["critical"] else main()
