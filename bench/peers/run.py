"""Leeway's command line beside River, Evidently and whylogs, on the same generated files. See README.md."""

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / "node_modules/.bin/node"
LEEWAY = [str(NODE), str(ROOT / "packages/cli/src/main.ts")]
SEED = 20_251_125
VALUES = 1_000_000
VALUES_PER_LEVEL = 50_000
ROWS = 100_000
COLUMNS = 10
SHORT_ROWS = 1_001  # Evidently chooses its method by whether there are more than 1,000 rows.
# Summing 100,000 differences in another order moves the last digits; this leaves room for that and no more.
SAME_DISTANCE = 1e-9
QUIET = {"DO_NOT_TRACK": "1", "WHYLOGS_NO_ANALYTICS": "True", "PYTHONWARNINGS": "ignore"}


# --- data ---------------------------------------------------------------------------------------------------------


def write_values(path: Path) -> None:
    """Normal values of sd 1 whose mean is another every 50,000 of them."""
    source = random.Random(SEED)
    with path.open("w") as file:
        for start in range(0, VALUES, VALUES_PER_LEVEL):
            level = source.uniform(-1, 1)
            file.writelines(f"{source.gauss(level, 1):.6f}\n" for _ in range(min(VALUES_PER_LEVEL, VALUES - start)))


def write_table(path: Path, seed: int, shift: float) -> None:
    """Column i is normal with mean i·shift and sd 1 + i/10."""
    source = random.Random(seed)
    with path.open("w") as file:
        file.write(",".join(f"x{i}" for i in range(COLUMNS)) + "\n")
        for _ in range(ROWS):
            file.write(",".join(f"{source.gauss(i * shift, 1 + i / 10):.6f}" for i in range(COLUMNS)) + "\n")


def head(source: Path, target: Path, lines: int) -> None:
    with source.open() as full, target.open("w") as short:
        short.writelines(line for _, line in zip(range(lines), full))


def make_data(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_values(folder / "values.txt")
    write_table(folder / "reference.csv", SEED + 1, 0)
    write_table(folder / "current.csv", SEED + 2, 0.05)
    short = folder / "short"
    short.mkdir(exist_ok=True)
    head(folder / "values.txt", short / "values.txt", 2)
    for name in ("reference.csv", "current.csv"):
        head(folder / name, short / name, SHORT_ROWS + 1)


# --- the peers, each run in a process of its own ------------------------------------------------------------------


def river_adwin(folder: Path) -> list[int]:
    from river.drift import ADWIN

    detector = ADWIN()
    drifts = []
    with (folder / "values.txt").open() as file:
        for index, line in enumerate(file):
            detector.update(float(line))
            if detector.drift_detected:
                drifts.append(index)
    return drifts


def evidently_drift(folder: Path) -> dict[str, float]:
    import pandas
    from evidently import Report
    from evidently.presets import DataDriftPreset

    reference = pandas.read_csv(folder / "reference.csv")
    current = pandas.read_csv(folder / "current.csv")
    report = Report([DataDriftPreset()]).run(current, reference).dict()
    found = {}
    for metric in report["metrics"]:
        config = metric["config"]
        if "column" in config:
            if config["method"] != "Wasserstein distance (normed)":
                raise ValueError(f"Evidently chose {config['method']}")
            found[config["column"]] = float(metric["value"])
    return found


def whylogs_profile(folder: Path) -> int:
    import pandas
    import whylogs

    profile = whylogs.log(pandas.read_csv(folder / "current.csv")).view().to_pandas()
    return int(profile["counts/n"].sum())


PEERS = {"river": river_adwin, "evidently": evidently_drift, "whylogs": whylogs_profile}


# --- measuring ----------------------------------------------------------------------------------------------------


def commands(folder: Path) -> dict[str, list[str]]:
    def peer(name: str) -> list[str]:
        return [sys.executable, __file__, "--peer", name, "--data", str(folder)]

    compare = [*LEEWAY, "drift", "compare", "--reference", str(folder / "reference.csv")]
    compare += ["--current", str(folder / "current.csv"), "--json"]
    detect = [*LEEWAY, "drift", "detect", "--detector", "adwin", "--input", str(folder / "values.txt"), "--json"]
    return {
        "River, ADWIN over 1,000,000 values": peer("river"),
        "Leeway, `drift detect --detector adwin`": detect,
        "Evidently, DataDriftPreset (one method a column)": peer("evidently"),
        "Leeway, `drift compare --metric wassersteinNormalized` (the same method)": [
            *compare, "--metric", "wassersteinNormalized",
        ],
        "Leeway, `drift compare` (every metric)": compare,
        "whylogs, profile of current.csv only": peer("whylogs"),
    }  # fmt: skip


def measure(command: list[str]) -> dict:
    """One process to its end: seconds of processor (user + system) and of the clock, MiB at the peak, its answer."""
    with tempfile.TemporaryFile() as out:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, env={**os.environ, **QUIET}, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
        out.seek(0)
        answer = json.loads(out.read().decode().strip().splitlines()[-1])
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "mib": usage.ru_maxrss / 1024, "answer": answer}


def median(runs: list[dict]) -> dict:
    return sorted(runs, key=lambda run: run["cpu"])[(len(runs) - 1) // 2]


def measure_all(folder: Path, runs: int) -> dict[str, dict]:
    whole, short = commands(folder), commands(folder / "short")
    found: dict[str, dict[str, list]] = {name: {"whole": [], "start": []} for name in whole}
    for turn in range(runs):
        for name in whole:
            print(f"run {turn + 1} of {runs}: {name}", file=sys.stderr)
            found[name]["start"].append(measure(short[name]))
            found[name]["whole"].append(measure(whole[name]))
    return {name: {**median(both["whole"]), "start": median(both["start"])} for name, both in found.items()}


def agreement(rows: dict[str, dict]) -> dict:
    river, detect, evidently, same, *_ = (row["answer"] for row in rows.values())
    distances = {name: same["features"][name]["metrics"]["wassersteinNormalized"]["value"] for name in evidently}
    return {
        "adwinDrifts": len(river),
        "adwinSameIndices": river == detect["drifts"],
        "columns": len(distances),
        "wassersteinLargestDifference": max(abs(distances[name] - evidently[name]) for name in evidently),
    }


# --- report -------------------------------------------------------------------------------------------------------


def machine() -> dict:
    models = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").open() if line.startswith("model name")]
    packages = ("river", "evidently", "whylogs", "pandas", "numpy", "scipy")
    leeway = json.loads((ROOT / "packages/cli/package.json").read_text())["version"]
    return {
        "cpu": models[0] if models else platform.processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "node": subprocess.run([NODE, "--version"], capture_output=True, text=True, check=True).stdout.strip(),
        "versions": {"leeway": leeway, **{name: metadata.version(name) for name in packages}},
        "load": round(os.getloadavg()[0], 1),
    }


def table(rows: dict[str, dict]) -> str:
    lines = ["| what | CPU s | of it start | of it work | wall s | peak MiB |", "|---|---|---|---|---|---|"]
    for name, row in rows.items():
        start = row["start"]["cpu"]
        cells = [f"{row['cpu']:.2f}", f"{start:.2f}", f"{row['cpu'] - start:.2f}", f"{row['wall']:.2f}"]
        lines.append(f"| {name} | {' | '.join(cells)} | {row['mib']:.0f} |")
    return "\n".join(lines)


def as_json(rows: dict[str, dict], same: dict, about: dict, runs: int) -> str:
    figures = [
        {
            "what": name,
            "cpuSeconds": row["cpu"],
            "startCpuSeconds": row["start"]["cpu"],
            "wallSeconds": row["wall"],
            "startWallSeconds": row["start"]["wall"],
            "peakMebibytes": row["mib"],
        }
        for name, row in rows.items()
    ]
    return json.dumps({"runs": runs, "seed": SEED, "machine": about, "figures": figures, "agreement": same}, indent=2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="runs of each side; the median is shown")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "peers/data")
    parser.add_argument("--json-file", type=Path, help="where to write the JSON, instead of after the table")
    parser.add_argument("--peer", choices=PEERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer is not None:
        print(json.dumps(PEERS[options.peer](options.data)))
        return 0
    if options.runs < 1:
        parser.error("--runs: expected 1 or more")
    about = machine()
    make_data(options.data)
    rows = measure_all(options.data, options.runs)
    same = agreement(rows)
    print(table(rows))
    text = as_json(rows, same, about, options.runs)
    if options.json_file is None:
        print(f"\n{text}")
    else:
        options.json_file.write_text(text + "\n")
    return 0 if same["adwinSameIndices"] and same["wassersteinLargestDifference"] <= SAME_DISTANCE else 1


if __name__ == "__main__":
    sys.exit(main())
