/*
 * Security descriptors as strings: `O:owner G:group D:flags(aces) S:(label)`, the form that Windows' own
 * tools print ([MS-DTYP] 2.5.1, "Security Descriptor String Format" and "ACE Strings" of the Windows
 * documentation). Masks keep generic rights as they are written; what they stand for depends on the type of
 * the object. Entries that the model does not know (object, callback, audit) are refused by name, since
 * leaving them out would change who gets access.
 */

import { integrityLevels, wellKnownSids } from "../core/tables/securityIdentifiers.ts";
import {
  aceFlags, domainAliases, labelRights, otherAceTypes, rightsByCode, type AceFlag,
} from "./sddlWords.ts";
import { formatSid, parseSid } from "./sid.ts";

export interface SecurityDescriptor {
  /** SIDs are printed `S-1-…`, aliases resolved. */
  readonly owner?: string;
  readonly group?: string;
  /** Absent: no DACL was given (`D:` is missing). */
  readonly dacl?: AccessList;
  readonly label?: MandatoryLabel;
}

export interface AccessList {
  readonly protected: boolean;
  readonly autoInherited: boolean;
  readonly autoInheritRequired: boolean;
  /** null: `NO_ACCESS_CONTROL`, everybody may everything. Empty: nobody may anything. */
  readonly entries: readonly AccessEntry[] | null;
}

export interface AccessEntry {
  readonly type: "allow" | "deny";
  readonly flags: readonly AceFlag[];
  /** Unsigned 32 bits; generic rights are not mapped. */
  readonly mask: number;
  readonly sid: string;
  /** The entry within the string, its parentheses included. */
  readonly span: { readonly start: number; readonly end: number };
}

/** `(ML;;NW;;;ME)`: whom the object is out of reach for, and in which ways. */
export interface MandatoryLabel {
  readonly sid: string;
  /** The last number of the SID: 0x2000 for Medium. */
  readonly rid: number;
  readonly flags: readonly AceFlag[];
  readonly noWriteUp: boolean;
  readonly noReadUp: boolean;
  readonly noExecuteUp: boolean;
}

export interface SddlError {
  /** Where in the string, and how much of it. */
  readonly offset: number;
  readonly length: number;
  /** A sentence. */
  readonly reason: string;
  /** What to do; a sentence. */
  readonly wayOut?: string;
}

export type SddlResult =
  | { readonly ok: true; readonly value: SecurityDescriptor }
  | { readonly ok: false; readonly error: SddlError };

/** Reads a security descriptor string. Never throws; the first error ends it. */
export function parseSddl(text: string): SddlResult {
  try {
    return { ok: true, value: new Reader(text).descriptor() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.error };
    throw error;
  }
}

const sidByAlias = new Map<string, string>();
for (
  const row of [...wellKnownSids, ...integrityLevels]
) if ("sddl" in row) sidByAlias.set(row.sddl, row.sid);

/** The alias of a SID, if it has one. */
const aliasBySid = new Map([...sidByAlias].map(([alias, sid]) => [sid, alias]));

class Refusal extends Error {
  constructor(readonly error: SddlError) {
    super(error.reason);
  }
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  descriptor(): SecurityDescriptor {
    const found: { owner?: string; group?: string; dacl?: AccessList; label?: MandatoryLabel } = {};
    const seen = new Set<string>();
    if (this.text === "") this.refuse(
      0, 0, "The security descriptor is empty.", "Write `D:` for a DACL that gives nobody access.",
    );
    while (this.at < this.text.length) {
      const part = this.part(seen);
      if (part === "O") found.owner = this.sid();
      else if (part === "G") found.group = this.sid();
      else if (part === "D") found.dacl = this.accessList();
      else this.systemList(found);
    }
    return found;
  }

  /** `O:`, `G:`, `D:` or `S:`, each once. */
  private part(seen: Set<string>): string {
    const start = this.at;
    const part = this.text[start]!;
    if (!"OGDS".includes(part) || this.text[start + 1] !== ":") {
      this.refuse(
        start, 1, `\`${part}\` begins no part of a security descriptor.`,
        "The parts are `O:`, `G:`, `D:` and `S:`.",
      );
    }
    if (seen.has(part)) this.refuse(start, 2, `\`${part}:\` stands twice.`, "Put all of it into one.");
    seen.add(part);
    this.at += 2;
    return part;
  }

  private refuse(offset: number, length: number, reason: string, wayOut?: string): never {
    throw new Refusal({ offset, length, reason, ...(wayOut === undefined ? {} : { wayOut }) });
  }

  // ---------------------------------------------------------------------------------------------------- SIDs

  private sid(): string {
    const start = this.at;
    // A SID ends before the next part: `O:S-1-5-18D:` has no separator there.
    const written = /^S-[\w-]*?(?=[OGDS]:|[^\w-]|$)|^[A-Za-z]{0,2}/.exec(this.text.slice(start))![0];
    if (written === "") this.refuse(
      start, 1, "A SID is missing.", "Write an alias such as `SY`, or `S-1-…`.",
    );
    this.at += written.length;
    return written.startsWith("S-") ? this.numericSid(written, start) : this.alias(written, start);
  }

  private numericSid(written: string, start: number): string {
    const parsed = parseSid(written);
    if (parsed.ok) return formatSid(parsed.sid);
    const rest = Math.max(1, written.length - parsed.offset);
    return this.refuse(start + parsed.offset, rest, `\`${written}\` is no SID: ${parsed.reason}.`);
  }

  private alias(written: string, start: number): string {
    const sid = sidByAlias.get(written);
    if (sid !== undefined) return sid;
    const ofDomain = domainAliases[written];
    if (ofDomain !== undefined) {
      return this.refuse(
        start, written.length, `\`${written}\` (${ofDomain}) depends on a domain.`,
        "Write its SID, `S-1-5-21-…`.",
      );
    }
    const upper = written.toUpperCase();
    const wayOut = sidByAlias.has(upper) ? `Did you mean \`${upper}\`?` : undefined;
    return this.refuse(start, written.length, `\`${written}\` is no SDDL alias.`, wayOut);
  }

  // --------------------------------------------------------------------------------------------------- lists

  private accessList(): AccessList {
    const { isNull, ...flags } = this.listFlags();
    const entries: AccessEntry[] = [];
    while (this.text[this.at] === "(") entries.push(this.accessEntry());
    if (isNull && entries.length > 0) {
      this.refuse(
        entries[0]!.span.start, 1, "A DACL with `NO_ACCESS_CONTROL` has no entries.",
        "Drop one or the other.",
      );
    }
    return { ...flags, entries: isNull ? null : entries };
  }

  private listFlags(): Omit<AccessList, "entries"> & { isNull: boolean } {
    const flags = { protected: false, autoInherited: false, autoInheritRequired: false, isNull: false };
    for (;;) {
      const word = /^(?:NO_ACCESS_CONTROL|AR|AI|P)/.exec(this.text.slice(this.at))?.[0];
      if (word === undefined) break;
      if (word === "P") flags.protected = true;
      if (word === "AI") flags.autoInherited = true;
      if (word === "AR") flags.autoInheritRequired = true;
      if (word === "NO_ACCESS_CONTROL") flags.isNull = true;
      this.at += word.length;
    }
    return flags;
  }

  /** `S:`: of what it may hold, the model knows the mandatory label. */
  private systemList(found: { label?: MandatoryLabel }): void {
    this.listFlags();
    while (this.text[this.at] === "(") {
      const fields = this.fields();
      if (found.label !== undefined) this.refuse(
        fields.start, 1, "A security descriptor has one mandatory label.", "Drop the second.",
      );
      found.label = this.label(fields);
    }
  }

  private label(fields: Fields): MandatoryLabel {
    this.demandType(fields, ["ML"]);
    const mask = this.mask(fields.values[2]!, labelRights);
    const sid = this.fieldSid(fields.values[5]!);
    if (!/^S-1-16-\d+$/.test(sid)) {
      const { start, text } = fields.values[5]!;
      this.refuse(
        start, text.length, `\`${text}\` is no integrity level.`,
        "The levels are `LW`, `ME`, `MP`, `HI`, `SI`.",
      );
    }
    return {
      sid, rid: Number(sid.slice("S-1-16-".length)), flags: this.flags(fields.values[1]!),
      noWriteUp: (mask & 1) !== 0,
      noReadUp: (mask & 2) !== 0, noExecuteUp: (mask & 4) !== 0,
    };
  }

  // ------------------------------------------------------------------------------------------------- entries

  private accessEntry(): AccessEntry {
    const fields = this.fields();
    this.demandType(fields, ["A", "D"]);
    return {
      type: fields.values[0]!.text === "A" ? "allow" : "deny", flags: this.flags(fields.values[1]!),
      mask: this.mask(fields.values[2]!, rightsByCode), sid: this.fieldSid(fields.values[5]!),
      span: { start: fields.start, end: this.at },
    };
  }

  /** `(type;flags;rights;object;inherited object;sid)` */
  private fields(): Fields {
    const start = this.at;
    const type = /^\((\w*)/.exec(this.text.slice(start))![1]!;
    if (otherAceTypes[type] !== undefined) this.refuseType(type, start + 1);
    const end = this.text.indexOf(")", start);
    if (end < 0) this.refuse(start, 1, "A `)` is missing; this `(` is never closed.");
    const inner = this.text.slice(start + 1, end);
    const values: Field[] = [];
    let offset = start + 1;
    for (const text of inner.split(";")) {
      values.push({ text, start: offset });
      offset += text.length + 1;
    }
    if (values.length !== 6) {
      this.refuse(
        start, end + 1 - start, `This entry has ${values.length} parts, not 6.`,
        "The parts are `(type;flags;rights;;;sid)`.",
      );
    }
    for (const field of values.slice(3, 5)) {
      if (field.text !== "") this.refuse(
        field.start, field.text.length, "Entries for a part of an object are not modelled.",
      );
    }
    this.at = end + 1;
    return { start, values };
  }

  private demandType(fields: Fields, types: readonly string[]): void {
    const { text, start } = fields.values[0]!;
    if (!types.includes(text)) this.refuseType(text, start, types);
  }

  private refuseType(type: string, start: number, types: readonly string[] = ["A", "D"]): never {
    const length = Math.max(1, type.length);
    const other = otherAceTypes[type];
    if (other !== undefined) this.refuse(start, length, `\`${type}\` (${other}) is not modelled.`);
    const place = types.includes("ML")
      ? "`S:` holds `ML`, the mandatory label."
      : "`D:` holds `A` (allow) and `D` (deny).";
    return this.refuse(start, length, `\`${type}\` is no type of an entry here.`, place);
  }

  private flags(field: Field): AceFlag[] {
    return this.pairs(field).map(({ text, start }) => {
      const flag = aceFlags.find((each) => each === text);
      return flag
        ?? this.refuse(
          start, text.length, `\`${text}\` is no flag of an entry.`, `The flags are ${aceFlags.join(", ")}.`,
        );
    });
  }

  /** Rights by their codes, or one number. */
  private mask(field: Field, codes: Readonly<Record<string, number>>): number {
    if (/^(?:0[xX][0-9A-Fa-f]+|\d+)$/.test(field.text)) return this.number(field);
    if (field.text === "") this.refuse(
      field.start, 1, "The rights are missing.", "Write codes such as `FR`, or a number such as `0x120089`.",
    );
    let mask = 0;
    for (const { text, start } of this.pairs(field)) {
      const value = codes[text];
      if (value === undefined) this.refuse(
        start, text.length, `\`${text}\` is no right.`, `Rights are ${Object.keys(codes).join(", ")}.`,
      );
      mask = (mask | value) >>> 0;
    }
    return mask;
  }

  private number({ text, start }: Field): number {
    const octal = /^0[0-7]+$/.test(text);
    const value = octal ? Number.parseInt(text, 8) : Number(text);
    if (value > 0xffffffff) this.refuse(start, text.length, `\`${text}\` has more than 32 bits.`);
    return value;
  }

  /** The two-letter codes of a field, each with its place. */
  private pairs({ text, start }: Field): Field[] {
    return (text.match(/..?/gs) ?? []).map((pair, index) => ({ text: pair, start: start + 2 * index }));
  }

  private fieldSid({ text, start }: Field): string {
    const after = this.at;
    this.at = start;
    const sid = this.sid();
    const extra = start + text.length - this.at;
    if (extra > 0) this.refuse(this.at, extra, `\`${text}\` is no SID and no alias.`);
    this.at = after;
    return sid;
  }
}

interface Field {
  readonly text: string;
  readonly start: number;
}

interface Fields {
  readonly start: number;
  readonly values: readonly Field[];
}

// -------------------------------------------------------------------------------------------------- printing

/** The string of a descriptor: aliases where there are any, rights by codes where codes say them all. */
export function formatSddl(descriptor: SecurityDescriptor): string {
  const { owner, group, dacl, label } = descriptor;
  return [
    owner === undefined ? "" : `O:${sidText(owner)}`, group === undefined ? "" : `G:${sidText(group)}`,
    dacl === undefined ? "" : `D:${listText(dacl)}`, label === undefined ? "" : `S:${labelText(label)}`,
  ].join("");
}

function sidText(sid: string): string {
  return aliasBySid.get(sid) ?? sid;
}

function listText(list: AccessList): string {
  const flags = [
    list.protected ? "P" : "", list.autoInheritRequired ? "AR" : "", list.autoInherited ? "AI" : "",
    list.entries === null ? "NO_ACCESS_CONTROL" : "",
  ];
  return [...flags, ...(list.entries ?? []).map(entryText)].join("");
}

function entryText(entry: AccessEntry): string {
  const type = entry.type === "allow" ? "A" : "D";
  return `(${type};${entry.flags.join("")};${maskText(entry.mask)};;;${sidText(entry.sid)})`;
}

function labelText(label: MandatoryLabel): string {
  const rights = [
    label.noWriteUp ? "NW" : "", label.noReadUp ? "NR" : "", label.noExecuteUp ? "NX" : "",
  ].join("");
  return `(ML;${label.flags.join("")};${rights === "" ? "0x0" : rights};;;${sidText(label.sid)})`;
}

/** One code if there is one for the whole mask, else the codes of its bits, else a number. */
function maskText(mask: number): string {
  const codes = Object.entries(rightsByCode);
  const whole = codes.find(([, value]) => value === mask);
  if (whole !== undefined) return whole[0];
  const bits = codes.filter(([, value]) => isOneBit(value) && (mask & value) !== 0);
  const covered = bits.reduce((sum, [, value]) => (sum | value) >>> 0, 0);
  return covered === mask
    && mask !== 0 ? bits.map(([code]) => code).join("") : `0x${mask.toString(16).toUpperCase()}`;
}

function isOneBit(value: number): boolean {
  return (value & (value - 1)) === 0;
}
