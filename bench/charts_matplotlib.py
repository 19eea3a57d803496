"""Draws the CSV that `provenance chart bars --data` writes as provenance does: grouped bars, what was not
public hatched, values above them, legend, footnotes. For bench/charts.sh: python3 charts_matplotlib.py IN.csv OUT.png"""
import csv
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

rows = list(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")))
benchmarks = list(dict.fromkeys(r["benchmark"] for r in rows))
models = list(dict.fromkeys(r["model"] for r in rows))
fills = ["#0B3C5D", "#2F7FBF", "#9DB2C4", "#D5DDE4", "#1F6F78"]

fig, ax = plt.subplots(figsize=(2150 / 180, 1300 / 180), dpi=180)
width = 0.86 / len(models)
for j, model in enumerate(models):
    for r in (r for r in rows if r["model"] == model):
        x = benchmarks.index(r["benchmark"]) + (j - (len(models) - 1) / 2) * width
        if not r["value"]:
            ax.text(x, 1, "n/r", ha="center", fontsize=8, color="#59636E")
            continue
        hidden = r["release"] == "not released"
        bar = ax.bar(x, float(r["value"]), width * 0.92, color="#F5E3DC" if hidden else fills[j % len(fills)], hatch="//" if hidden else None,
                     edgecolor="#B83A0A" if hidden else None, linestyle=":" if r["release"] == "unknown" else "-")
        if r["benchmark"] == benchmarks[0]:
            bar.set_label(model + ("*" if hidden else ""))
        ax.text(x, float(r["value"]) + 1, r["value_as_shown"] + ("*" if hidden else ""), ha="center", fontsize=8, color="#B83A0A" if hidden else "#59636E")
ax.set_xticks(range(len(benchmarks)), benchmarks)
ax.set_ylim(0, 100)
ax.grid(axis="y", color="#E4E7EB")
ax.set_axisbelow(True)
for side in ("top", "left", "right"):
    ax.spines[side].set_visible(False)
fig.suptitle("Llama 4 Behemoth leads, but the public could not get it", x=0.02, ha="left", fontsize=17, fontweight="bold")
fig.legend(loc="upper left", bbox_to_anchor=(0.02, 0.93), ncols=len(models), frameon=False, fontsize=9)
notes = list(dict.fromkeys("* " + r["footnote"] for r in rows if r["footnote"]))
fig.text(0.02, 0.02, "\n".join(notes), fontsize=8, color="#59636E")
fig.subplots_adjust(left=0.05, right=0.98, top=0.84, bottom=0.14)
fig.savefig(sys.argv[2], dpi=180)
