/*
 * Security identifiers in their printed form, S-R-A-S1-…-Sn ([MS-DTYP] 2.4.2.1). The parts are kept as
 * numbers so that two spellings of one SID (leading zeros, an authority in hexadecimal) become equal by
 * printing.
 */

export interface Sid {
  /** Below 2^48, so a number holds it exactly. */
  readonly authority: number;
  /** One to fifteen numbers below 2^32. */
  readonly subAuthorities: readonly number[];
}

/** SID_MAX_SUB_AUTHORITIES of winnt.h. */
const mostSubAuthorities = 15;

export type SidResult =
  | { readonly ok: true; readonly sid: Sid }
  /** `offset` is where in the string it goes wrong; `reason` reads after a colon. */
  | { readonly ok: false; readonly offset: number; readonly reason: string };

/** Reads `S-1-5-32-544`. The authority may be hexadecimal, as Windows prints authorities of 2^32 and more. */
export function parseSid(text: string): SidResult {
  const parts = text.split("-");
  if (parts[0] !== "S") return wrong(0, "it begins with `S-1-`");
  if (parts[1] !== "1") return wrong(2, "its revision is not 1");
  if (parts.length < 4) return wrong(text.length, "it needs an authority and a number after it");
  if (parts.length - 3 > mostSubAuthorities) {
    return wrong(
      offsetOfPart(parts, 3 + mostSubAuthorities), "it has more than 15 numbers after the authority",
    );
  }
  return parseParts(parts);
}

function parseParts(parts: readonly string[]): SidResult {
  const numbers: number[] = [];
  for (let index = 2; index < parts.length; index += 1) {
    const part = parts[index]!;
    const hexadecimal = index === 2 && /^0[xX][0-9A-Fa-f]+$/.test(part);
    if (!hexadecimal && !/^\d+$/.test(part)) return wrong(
      offsetOfPart(parts, index), "a part that is not a number",
    );
    const value = Number(part);
    if (index === 2 && value >= 2 ** 48) return wrong(
      offsetOfPart(parts, index), "its authority is 2^48 or more",
    );
    if (index > 2 && value >= 2 ** 32) return wrong(offsetOfPart(parts, index), "a part is 2^32 or more");
    numbers.push(value);
  }
  return { ok: true, sid: { authority: numbers[0]!, subAuthorities: numbers.slice(1) } };
}

/** The one spelling of a SID; an authority of 2^32 or more is hexadecimal, as Windows prints it. */
export function formatSid(sid: Sid): string {
  const authority = sid.authority < 2 ** 32
    ? String(sid.authority)
    : `0x${sid.authority.toString(16).toUpperCase().padStart(12, "0")}`;
  return ["S", "1", authority, ...sid.subAuthorities].join("-");
}

function offsetOfPart(parts: readonly string[], index: number): number {
  return parts.slice(0, index).reduce((sum, part) => sum + part.length + 1, 0);
}

function wrong(offset: number, reason: string): SidResult {
  return { ok: false, offset, reason };
}
