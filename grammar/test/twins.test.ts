/* Twins: what repairs a scenario takes over from it, within a file and from another file of the folder. */
import { describe, expect, test } from "vitest";
import { compile, type OtherFile } from "../compile.ts";
import { messageOf } from "../diagnostics.ts";

const world = `account alice { user S-1-5-21-7-7-7-1004; groups Users }
process app as alice { thread a }
object ledger as file "D:(A;;GA;;;WD)"
`;
const drivers = `driver broken { entry go(what: object) { act what FILE_READ_DATA unchecked } }
driver fixed { entry go(what: object) { act what FILE_READ_DATA } }
`;
const property = "property \"no deputy\": never deputy\n";
const scenario =
  'scenario "broken" on windows xp-sp1, 11 with gate: none breaks "no deputy" { for a { a: enter broken.go(ledger) } }\n';

const labels = (text: string, title: string): readonly string[] => {
  const found = compile(text).value.scenarios.find((each) => each.title === title)!;
  return found.program("11").names.labels;
};
const named = (texts: readonly string[]): OtherFile[] =>
  texts.map((text, index) => ({ name: `other${index + 1}.scn`, text }));
const said = (text: string, others: readonly string[] = []): string[] =>
  compile(text, { otherFiles: () => named(others) }).diagnostics.map((each) => `${each.code} ${messageOf(each)}`);

describe("a twin without a block", () => {
  const text = `${world}${drivers}${property}${scenario}scenario "repaired" repairs "broken" with fixed as broken\n`;
  const { value, diagnostics } = compile(text);
  const [broken, repaired] = value.scenarios;

  test("takes over the body with the other driver, the versions and switches, and the properties", () => {
    expect(diagnostics).toEqual([]);
    expect(labels(text, "broken")).toEqual(["broken.go"]);
    expect(labels(text, "repaired")).toEqual(["fixed.go"]);
    expect(repaired!.versions).toEqual(["xp-sp1", "11"]);
    expect(repaired!.program("11").image.switches).toEqual(broken!.program("11").image.switches);
    expect(repaired!.program("11").names.properties.map((each) => each.title)).toEqual(["no deputy"]);
  });

  test("is meant to break nothing, and says whose twin it is", () => {
    expect([broken!.breaks, broken!.repairs, broken!.program("11").breaks]).toEqual([
      ["no deputy"], undefined, [0],
    ]);
    expect([repaired!.breaks, repaired!.repairs, repaired!.program("11").breaks]).toEqual([[], "broken", []]);
  });
});

describe("a twin of another file", () => {
  const other = `${world}${drivers}${property}${scenario}`;
  const mine = (head: string): string =>
    `${world}${drivers}${property}scenario "repaired" repairs "broken" ${head}\n`;

  test("has a block of its own and declares the property itself", () => {
    const text = mine("{ a: enter fixed.go(ledger) }");
    expect(said(text, [other])).toEqual([]);
    const { value } = compile(text, { otherFiles: () => named([other]) });
    expect(value.scenarios[0]!.versions).toEqual(["xp-sp1", "11"]);
    expect(value.scenarios[0]!.program("11").names.properties.map((each) => each.title)).toEqual([
      "no deputy",
    ]);
    expect(said(text.replace(property, ""), [other])).toEqual(["SCN060 No property is named \"no deputy\"."]);
  });

  test("cannot take over a body from there", () => {
    expect(said(mine("with fixed as broken"), [other])).toEqual([
      "SCN060 The block of \"broken\" stands in `other1.scn`, which this file does not use.",
    ]);
  });

  test("is not there when nobody has it, and files with errors have nothing", () => {
    const text = mine("{ a: enter fixed.go(ledger) }");
    expect(said(text)).toContain("SCN060 No scenario is named \"broken\".");
    expect(said(text, [`${other}scenario {`])).toContain("SCN060 No scenario is named \"broken\".");
  });
});

test("a file without titles of twins asks for no other file", () => {
  let asked = 0;
  compile(`${world}scenario "s" on windows 11 { }`, { otherFiles: () => { asked += 1; return []; } });
  expect(asked).toBe(0);
});
