"""Runs the notebooks, each from its beginning in a kernel of its own.

    python3 notebooks/execute.py            runs them and keeps what they print and draw
    python3 notebooks/execute.py --check    runs them and compares their text with what is kept; pictures are not compared

The package must be importable (pip install ./python, or PYTHONPATH=build/release/python).
"""

import os
import pathlib
import sys

os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # the kernel's debugger would warn in every notebook
HERE = pathlib.Path(__file__).resolve().parent

try:
    import nbformat
    from nbclient import NotebookClient
except ImportError as missing:
    print(f"skipped: {missing} (Debian: python3-nbclient, python3-ipykernel)")
    sys.exit(77)


def texts(notebook):
    """What each code cell printed."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            found.append("".join(output.get("text", "") or output.get("data", {}).get("text/plain", "")
                                 for output in cell.outputs if "image/png" not in output.get("data", {})))
    return found


def executed(path):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(HERE)}}).execute()
    for cell in notebook.cells:
        cell.metadata = {}  # no times of the day
    return notebook


def main():
    check, failed = "--check" in sys.argv[1:], 0
    for path in sorted(HERE.glob("*.ipynb")):
        notebook = executed(path)
        if not check:
            nbformat.write(notebook, path)
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
            continue
        kept = texts(nbformat.read(path, as_version=4))
        differ = [number for number, (a, b) in enumerate(zip(kept, texts(notebook)), 1) if a != b]
        print(f"{path.name}: {'the same' if not differ else f'code cells {differ} differ'}")
        for number in differ:
            print(f"--- kept\n{kept[number - 1]}\n--- now\n{texts(notebook)[number - 1]}")
        failed += bool(differ)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
