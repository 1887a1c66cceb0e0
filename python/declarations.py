"""Writes the module that tells Python the library's types and functions, from the public headers.

    python3 declarations.py INCLUDE_DIR OUT_DIR

makes OUT_DIR/_declarations.py (cffi, without a compiler) and OUT_DIR/_defaults.py (the *_INIT macros, so that the
defaults stand in the headers only).
"""

import ast
import pathlib
import re
import sys

import cffi


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/|//[^\n]*", " ", text, flags=re.S)


def in_order(include: pathlib.Path) -> "list[pathlib.Path]":
    """The headers, each after those it includes."""
    done: "list[pathlib.Path]" = []

    def visit(path: pathlib.Path) -> None:
        if path in done:
            return
        for name in re.findall(r'#include "coterie/(\w+\.h)"', path.read_text(encoding="utf-8")):
            visit(path.with_name(name))
        done.append(path)

    for path in sorted(include.glob("coterie/*.h")):
        if path.name != "igraph.h":  # hands out an igraph_t: of no use here
            visit(path)
    return done


def declarations(text: str) -> str:
    """C that cffi can parse: no preprocessor but whole numbers, no attributes."""
    text = without_comments(text).replace("\\\n", " ")
    numbers = re.findall(r"^#define (COT_\w+) (?:UINT32_C\()?(\d+)u?\)?$", text, flags=re.M)
    text = re.sub(r"#ifdef __cplusplus.*?#endif", "", text, flags=re.S)
    text = re.sub(r"^\s*#.*$", "", text, flags=re.M)
    text = re.sub(r"COT_PRINTF\([^)]*\)", "", text)
    text = re.sub(r"\bCOT_(API|NODISCARD)\b", "", text)
    return "\n".join(f"#define {name} {value}" for name, value in numbers) + text


def literal(initialiser: str, lib: object) -> list:
    """The values of a C initialiser as Python has them."""
    known = {"NULL": None, "true": True, "false": False, "COT_NO_YEAR": -(2**15), "COT_NO_DATE": -(2**31), "COT_SURE": 1.0}
    text = re.sub(r"U?INT\d+_C\((\d+)\)", r"\1", initialiser).replace("{", "[").replace("}", "]")
    text = re.sub(r"\b(COT_\w+|NULL|true|false)\b",
                  lambda m: repr(known[m[1]] if m[1] in known else getattr(lib, m[1])), text)
    return ast.literal_eval(re.sub(r'"([^"]*)"', r'b"\1"', text))  # char arrays take bytes


def defaults(text: str, lib: object) -> "dict[str, list]":
    """Type -> its initial values, for `#define COT_X_INIT { ... }`."""
    text = without_comments(text).replace("\\\n", " ")
    return {name.lower() + "_t": literal(value, lib)
            for name, value in re.findall(r"#define (COT_\w+)_INIT (\{.*\})", text)}


def main() -> None:
    include, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    texts = [path.read_text(encoding="utf-8") for path in in_order(include)]
    ffi = cffi.FFI()
    ffi.set_source("coterie._declarations", None)
    ffi.cdef("\n".join(declarations(text) for text in texts))
    out.mkdir(parents=True, exist_ok=True)
    ffi.emit_python_code(str(out / "_declarations.py"))
    lib = ffi.dlopen(None)  # enough for the constants
    found = {name: value for text in texts for name, value in defaults(text, lib).items()}
    lines = [f"    {name!r}: {value!r},\n" for name, value in sorted(found.items())]
    (out / "_defaults.py").write_text("# Made from the headers by declarations.py.\nINIT: 'dict[str, list]' = {\n" + "".join(lines) + "}\n",
                                      encoding="utf-8")


if __name__ == "__main__":
    main()
