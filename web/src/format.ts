// Numbers and counts as people read them.
import type { Maybe } from "./data";

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const three = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const four = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });

/** What stands where a number is not defined. */
export const NONE = "–";

export function count(value: number): string {
  return whole.format(value);
}

/** A real number with the digits that tell something; tiny ones as powers of ten. */
export function real(value: Maybe): string {
  if (value === null || !Number.isFinite(value)) return NONE;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-3) return value.toExponential(2).replace("e-", " × 10⁻").replace(/\d+$/, superscript);
  if (Number.isInteger(value)) return whole.format(value);
  return size >= 1000 ? whole.format(value) : size >= 100 ? four.format(value) : three.format(value);
}

function superscript(digits: string): string {
  return [...digits].map((d) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(d)]).join("");
}

export function measure(value: Maybe, isWhole: boolean): string {
  return value === null ? NONE : isWhole ? count(value) : real(value);
}

/** "1 paper", "2 papers". */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

export function years(first: Maybe, last: Maybe): string {
  if (first === null || last === null) return "no year";
  return first === last ? String(first) : `${first}–${last}`;
}

export function bytes(value: number): string {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  let unit = 0;
  let v = value;
  while (v >= 1000 && unit < units.length - 1) {
    v /= 1000;
    unit += 1;
  }
  return `${unit ? three.format(v) : count(v)} ${units[unit]}`;
}

/** Cut to so many characters (not through a surrogate pair). */
export function shorten(value: string, length: number): string {
  const points = [...value];
  return points.length <= length
    ? value
    : `${points
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
}

/** For searching: lower case, without accents. */
export function fold(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value.toLowerCase();
  return value
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/ł/g, "l")
    .replace(/ø/g, "o")
    .replace(/đ/g, "d")
    .replace(/ß/g, "ss")
    .replace(/ı/g, "i")
    .replace(/æ/g, "ae")
    .replace(/œ/g, "oe");
}
