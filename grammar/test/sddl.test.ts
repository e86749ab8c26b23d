/*
 * Security descriptor strings and SIDs: what is read is what was written, and what is wrong is said with
 * its place.
 */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { integrityLevels, wellKnownSids } from "../../core/tables/securityIdentifiers.ts";
import { formatSddl, parseSddl, type SecurityDescriptor } from "../sddl.ts";
import { aceFlags, rightsByCode } from "../sddlWords.ts";
import { formatSid, parseSid } from "../sid.ts";

function read(text: string): SecurityDescriptor {
  const result = parseSddl(text);
  if (!result.ok) throw new Error(`${text}: ${result.error.reason}`);
  return result.value;
}

const maskOf = (rights: string): number | undefined => read(`D:(A;;${rights};;;WD)`).dacl?.entries?.[0]?.mask;

describe("what is read", () => {
  test("owner, group, entries in their order", () => {
    const { owner, group, dacl } = read("O:SYG:BAD:(D;;GA;;;AN)(A;OICIIO;FA;;;S-1-5-21-7-7-7-1001)");
    expect([owner, group]).toEqual(["S-1-5-18", "S-1-5-32-544"]);
    expect(dacl!.entries).toEqual([
      { type: "deny", flags: [], mask: 0x10000000, sid: "S-1-5-7", span: { start: 10, end: 22 } },
      {
        type: "allow", flags: ["OI", "CI", "IO"], mask: 0x1f01ff, sid: "S-1-5-21-7-7-7-1001",
        span: { start: 22, end: 57 },
      },
    ]);
  });

  test("a SID in numbers ends where the next part begins", () => {
    expect(
      read("O:S-1-5-18G:S-1-5-32-544D:S:(ML;;NW;;;LW)")
    ).toMatchObject({ owner: "S-1-5-18", group: "S-1-5-32-544" });
  });

  test("a DACL that is absent, null or empty is three things", () => {
    expect(read("O:SY").dacl).toBeUndefined();
    expect(read("D:NO_ACCESS_CONTROL").dacl?.entries).toBeNull();
    expect(read("D:").dacl?.entries).toEqual([]);
    expect(read("D:PARAI").dacl).toEqual(
      { protected: true, autoInherited: true, autoInheritRequired: true, entries: [] }
    );
  });

  test.each([
    ["GR", 0x80000000], ["GWGX", 0x60000000], ["RCSDWDWO", 0xf0000], ["FR", 0x120089], ["FW", 0x120116],
    ["FX", 0x1200a0],
    ["KA", 0xf003f], ["KR", 0x20019], ["KW", 0x20006], ["CCDCLCSWRPWPDTLOCR", 0x1ff], ["0x1F01FF", 0x1f01ff],
    ["0xFFFFFFFF", 0xffffffff],
    ["16", 16], ["010", 8],
  ])("rights %s", (rights, mask) => {
    expect(maskOf(rights)).toBe(mask);
  });

  test("the mandatory label says what it forbids", () => {
    expect(read("S:(ML;;NW;;;ME)").label).toEqual({
      sid: "S-1-16-8192", rid: 0x2000, flags: [], noWriteUp: true, noReadUp: false, noExecuteUp: false,
    });
    const label = read("D:(A;;FA;;;WD)S:(ML;CI;NRNX;;;S-1-16-12288)").label!;
    expect(
      [label.rid, label.flags, label.noWriteUp, label.noReadUp, label.noExecuteUp]
    ).toEqual([0x3000, ["CI"], false, true, true]);
  });

  test("every alias of the tables is the SID of its row", () => {
    const rows = [...wellKnownSids, ...integrityLevels].flatMap((row) => ("sddl" in row ? [row] : []));
    expect(rows.length).toBeGreaterThan(40);
    for (const row of rows) expect(read(`O:${row.sddl}`).owner, row.sddl).toBe(row.sid);
  });
});

describe("what is wrong is said where it is", () => {
  // The marks ^ stand under what is wrong.
  test.each([
    ["O:WX", "  ^^", "`WX` is no SDDL alias."],
    ["O:sy", "  ^^", "`sy` is no SDDL alias."],
    ["O:DA", "  ^^", "`DA` (domain administrators) depends on a domain."],
    ["O:", "  ^", "A SID is missing."],
    ["O:S-1-5-21-x", "           ^", "`S-1-5-21-x` is no SID: a part that is not a number."],
    ["", "", "The security descriptor is empty."],
    ["X:SY", "^", "`X` begins no part of a security descriptor."],
    ["O:SY D:", "    ^", "` ` begins no part of a security descriptor."],
    ["O:SYO:SY", "    ^^", "`O:` stands twice."],
    ["D:(A;;FA;;;WD", "  ^", "A `)` is missing; this `(` is never closed."],
    ["D:(A;;FA;;WD)", "  ^^^^^^^^^^^", "This entry has 5 parts, not 6."],
    ["D:(A;;FQ;;;WD)", "      ^^", "`FQ` is no right."],
    ["D:(A;;FAF;;;WD)", "        ^", "`F` is no right."],
    ["D:(A;;;;;WD)", "      ^", "The rights are missing."],
    ["D:(A;;0x100000000;;;WD)", "      ^^^^^^^^^^^", "`0x100000000` has more than 32 bits."],
    ["D:(A;XX;FA;;;WD)", "     ^^", "`XX` is no flag of an entry."],
    ["D:(A;;FA;;;WDX)", "             ^", "`WDX` is no SID and no alias."],
    ["D:(Q;;FA;;;WD)", "   ^", "`Q` is no type of an entry here."],
    ["D:(ML;;NW;;;ME)", "   ^^", "`ML` is no type of an entry here."],
    ["D:(OA;;FA;;;WD)", "   ^^", "`OA` (an entry that allows a part of an object) is not modelled."],
    [
      "D:(A;;FA;bf967aba-0de6-11d0-a285-00aa003049e2;;WD)", "         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
      "Entries for a part of an object are not modelled.",
    ],
    ["D:(XA;;FX;;;WD;(Title == \"VP\"))", "   ^^", "`XA` (a conditional entry) is not modelled."],
    ["S:(AU;SA;FA;;;WD)", "   ^^", "`AU` (an audit entry) is not modelled."],
    ["S:(ML;;NW;;;WD)", "            ^^", "`WD` is no integrity level."],
    ["S:(ML;;FA;;;ME)", "       ^^", "`FA` is no right."],
    ["S:(ML;;NW;;;ME)(ML;;NW;;;LW)", "               ^", "A security descriptor has one mandatory label."],
    [
      "D:NO_ACCESS_CONTROL(A;;FA;;;WD)", "                   ^",
      "A DACL with `NO_ACCESS_CONTROL` has no entries.",
    ],
  ])("%s", (text, marks, reason) => {
    const result = parseSddl(text);
    if (result.ok) throw new Error("was read");
    const { offset, length } = result.error;
    expect([" ".repeat(offset) + "^".repeat(length), result.error.reason]).toEqual([marks, reason]);
  });

  test("whatever the string is, it is read or refused within it", () => {
    const pieces = fc.constantFrom(
      "O:", "G:", "D:", "S:", "(", ")", ";", "A", "FA", "SY", "S-1-5-18", "ML", "NW", "ME", "P", "0x1", "-",
      "é",
    );
    const salad = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(""));
    fc.assert(fc.property(fc.oneof(salad, fc.string()), (text) => {
      const result = parseSddl(text);
      if (!result.ok) expect(result.error.offset).toBeLessThanOrEqual(text.length);
    }), { numRuns: 1_000 });
  });
});

describe("printing", () => {
  const number = fc.integer({ min: 0, max: 0xffffffff });
  const sid = fc.oneof(
    fc.constantFrom(...wellKnownSids.map((row) => row.sid)),
    fc.record(
      {
        authority: fc.integer({ min: 0, max: 2 ** 48 - 1 }),
        subAuthorities: fc.array(number, { minLength: 1, maxLength: 15 }),
      }
    ).map(formatSid),
  );
  const mask = fc.oneof(
    number,
    fc.subarray(Object.values(rightsByCode)).map(
      (values) => values.reduce((sum, value) => (sum | value) >>> 0, 0)
    ),
  );
  const entry = fc.record({
    type: fc.constantFrom("allow" as const, "deny" as const), flags: fc.subarray([...aceFlags]), mask, sid,
    span: fc.constant({ start: 0, end: 0 }),
  });
  const dacl = fc.record({
    protected: fc.boolean(), autoInherited: fc.boolean(), autoInheritRequired: fc.boolean(),
    entries: fc.option(fc.array(entry, { maxLength: 5 })),
  });
  const label = fc.record({
    rid: number, flags: fc.subarray([...aceFlags]), noWriteUp: fc.boolean(), noReadUp: fc.boolean(),
    noExecuteUp: fc.boolean(),
  }).map((made) => ({ sid: `S-1-16-${made.rid}`, ...made }));
  const descriptor = fc.record({ owner: sid, group: sid, dacl, label }, { requiredKeys: ["owner"] });

  /** Places in the string say nothing about the descriptor. */
  function withoutSpans(value: SecurityDescriptor): unknown {
    return JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === "span" ? undefined : part)));
  }

  test("what is printed is read as what it was", () => {
    fc.assert(fc.property(descriptor, (made) => {
      expect(withoutSpans(read(formatSddl(made)))).toEqual(withoutSpans(made));
    }), { numRuns: 1_000 });
  });

  test.each([
    "O:SYG:SYD:(A;;FA;;;SY)(A;;FR;;;BU)", "O:BAG:BAD:(A;;FA;;;BA)", "D:(A;;GA;;;WD)",
    "D:P(D;OICI;GWGR;;;AN)S:(ML;;NW;;;ME)",
    "D:(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;S-1-5-21-7-7-7-1001)", "D:PARAINO_ACCESS_CONTROL",
  ])("%s is printed as it was written", (text) => {
    expect(formatSddl(read(text))).toBe(text);
  });
});

describe("SIDs", () => {
  test("what is printed is read as what it was, in one spelling", () => {
    const authority = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    const subAuthorities = fc.array(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 15 },
    );
    fc.assert(fc.property(fc.record({ authority, subAuthorities }), (sid) => {
      expect(parseSid(formatSid(sid))).toEqual({ ok: true, sid });
    }));
    const spelled = parseSid("S-1-0x5-0032-544");
    expect(spelled.ok && formatSid(spelled.sid)).toBe("S-1-5-32-544");
  });

  test.each([
    ["T-1-5-18", 0], ["S-2-5-18", 2], ["S-1-5", 5], ["S-1-5-", 6], ["S-1-x-1", 4],
    ["S-1-281474976710656-1", 4],
    ["S-1-5-4294967296", 6], ["S-1-5-1--2", 8], ["S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16", 42],
  ])("%s is refused at %i", (text, offset) => {
    expect(parseSid(text)).toMatchObject({ ok: false, offset });
  });
});
