"""Writes layouts.json beside this file: values that the Swift code of layouts is held to.

Run with: python3 layouts.py   (SciPy 1.17.1 and NumPy 2.4.6 wrote the committed file)

Quantiles are SciPy's. The analysis of variance is done by projections in NumPy, and the split into two
groups by trying all of them; neither shares anything with the sums that the Swift code forms.

`python3 layouts.py critical` draws the limits in `TwoSpeeds` again: for each number of values the largest 99 %
quantile, over eight laws with one peak, of the gap between two groups in standard deviations within them.
It takes a few minutes.
"""

import json
import pathlib
import sys

import numpy as np
from scipy import stats

SIZES = (10, 12, 16, 20, 24, 32, 48, 64, 100, 200, 500)
LAWS = (
    lambda rng, shape: rng.random(shape),
    lambda rng, shape: rng.standard_normal(shape),
    lambda rng, shape: np.exp(0.5 * rng.standard_normal(shape)),
    lambda rng, shape: np.exp(rng.standard_normal(shape)),
    lambda rng, shape: rng.standard_t(3, shape),
    lambda rng, shape: rng.standard_t(2, shape),
    lambda rng, shape: rng.exponential(size=shape),
    lambda rng, shape: rng.laplace(size=shape),
)


def least(size):
    """The fewest values of a group."""
    return max(3, -(-size // 10))


def gaps(samples):
    """The gap of each sample's best split, in standard deviations within the groups."""
    x = np.sort(samples, axis=1)
    rows, size = x.shape
    centred = x - x.mean(1, keepdims=True)
    sums, squares = np.cumsum(centred, 1), (centred**2).sum(1)
    places = np.arange(least(size), size - least(size) + 1)
    lower, whole = sums[:, places - 1], sums[:, -1:]
    between = lower**2 / places + (whole - lower) ** 2 / (size - places)
    best = between.argmax(1)
    row, place = np.arange(rows), places[best]
    within = np.sqrt((squares - between[row, best]) / (size - 2))
    return (x[row, place] - x[row, place - 1]) / within


def critical(draws=200_000):
    rng = np.random.default_rng(1985)
    for size in SIZES:
        quantiles = [
            np.quantile(
                np.concatenate([gaps(law(rng, (2_000, size))) for _ in range(draws // 2_000)]), 0.99
            )
            for law in LAWS
        ]
        print(f"({size}, {np.ceil(max(quantiles) * 100) / 100}),", np.round(quantiles, 2), flush=True)


def split(values):
    """The split with the least squares within, by trying all of them."""
    x = sorted(values)
    size = len(x)

    def within(place):
        return sum(((np.array(group) - np.mean(group)) ** 2).sum() for group in (x[:place], x[place:]))

    place = min(range(least(size), size - least(size) + 1), key=within)
    deviation = (within(place) / (size - 2)) ** 0.5
    return {"values": values, "place": place, "gap": float((x[place] - x[place - 1]) / deviation)}


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

    return {
        "blocks": blocks,
        "by_layout": variance**0.5,
        "low": bound(1 - tail) ** 0.5,
        "high": bound(tail) ** 0.5,
        "within": ms_w**0.5,
        "share": variance / (variance + ms_w),
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
    samples = [
        rng.random(24),
        rng.normal(size=24),
        np.concatenate([rng.normal(0, 0.1, 14), rng.normal(1, 0.1, 10)]),
        np.concatenate([rng.normal(0, 0.1, 20), rng.normal(1, 0.2, 4)]),
        rng.standard_t(3, size=51),
    ]
    splits = [split([float(x) for x in sample]) for sample in samples]
    text = json.dumps(
        {"chi_squared": chi, "fisher": fisher, "components": tables, "splits": splits}, indent=1
    )
    pathlib.Path(__file__).with_name("layouts.json").write_text(text + "\n")


if __name__ == "__main__":
    critical() if sys.argv[1:] == ["critical"] else main()
