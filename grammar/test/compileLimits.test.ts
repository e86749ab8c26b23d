/*
 * Whatever the text is, compiling comes to an end soon and throws nothing; what is too large is said, with
 * the numbers.
 */
import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compile } from "../compile.ts";
import { diagnosticTable, hasErrors, messageOf } from "../diagnostics.ts";
import { encodeImage } from "../image/encodeImage.ts";

const world =
  "account alice { user S-1-5-21-7-7-7-1004; groups Users }\nprocess app as alice { thread a, b }\n";
const scenario = (body: string): string => `${world}scenario "s" on windows 11 {\n${body}\n}\n`;

/**
 * Messages of a compilation that ends within `seconds`: ten times what a busy machine takes, so it finds what
 * hangs or grows with the square, and never how fast a machine is.
 */
function saidWithin(seconds: number, text: string): string[] {
  const start = performance.now();
  const { diagnostics } = compile(text);
  expect((performance.now() - start) / 1000).toBeLessThan(seconds);
  return diagnostics.map((each) => `${each.code} ${messageOf(each)}`);
}

describe("what is too large is said", () => {
  const procedures = (count: number, calls: number): string =>
    Array.from(
      { length: count },
      (_, index) => `procedure p${index}() by app.a { ${`p${index + 1}();`.repeat(calls)} }\n`,
    ).join("") + `procedure p${count}() by app.a { NtOpenProcessToken(app, TOKEN_QUERY) => any }\n`;
  const cases: Record<string, [string, string]> = {
    "procedures that double": [
      `${procedures(15, 10)}${scenario("p0()")}`, "SCN071 Too large: more than 20000 statements",
    ],
    "procedures in procedures": [
      `${procedures(40, 1)}${scenario("p0()")}`, "SCN071 Too large: 17 calls in each other; the limit is 16.",
    ],
    "repeats in repeats": [
      scenario("repeat 1000 { repeat 1000 { a: NtOpenProcessToken(app, TOKEN_QUERY) => any } }"),
      "SCN071 Too large: more than 20000 statements",
    ],
    "names": [
      scenario(
        Array.from(
          { length: 300 },
          (_, index) => `a: t${index} = NtOpenProcessToken(app, TOKEN_QUERY); a: NtClose(t${index})`,
        ).join("\n"),
      ),
      "SCN071 Too large: 256 names that calls bind; the limit is 255.",
    ],
    "lanes": [
      scenario(
        `concurrently { ${Array.from({ length: 9 }, (_, index) => `lane app.t${index} { }`).join("; ")} }`,
      ).replace("thread a, b", `thread ${Array.from({ length: 9 }, (_, index) => `t${index}`).join(", ")}`),
      "SCN071 Too large: 10 lanes and work items at once; the limit is 8.",
    ],
    "processes": [
      `account c { }\n${Array.from({ length: 40 }, (_, index) => `process q${index} as c { thread t${index} }`).join("\n")}\n${scenario("")}`,
      "SCN071 Too large: 42 processes; the limit is 15.",
    ],
    "threads": [
      `account c { }\nprocess q as c { thread ${Array.from({ length: 40 }, (_, index) => `t${index}`).join(", ")} }\n`,
      "SCN071 Too large: 40 threads; the limit is 28.",
    ],
    "threads of several processes": [
      `account c { }
process q as c { thread ${Array.from({ length: 28 }, (_, index) => `t${index}`).join(", ")} }
process p as c { thread u }
process r as c { thread v, w }
`,
      "SCN071 Too large: 31 threads; the limit is 28.",
    ],
    "objects": [
      Array.from({ length: 40 }, (_, index) => `object o${index} as file "D:(A;;GA;;;WD)"`).join("\n"),
      "SCN071 Too large: 40 objects; the limit is 31.",
    ],
    "jobs": [
      `${Array.from({ length: 9 }, (_, index) => `job j${index}`).join("\n")}\n${scenario("")}`,
      "SCN071 Too large: 9 jobs; the limit is 7.",
    ],
    "handles": [
      `${world.replace("thread a, b", "thread a, b; handles " + Array.from({ length: 129 }, () => "o GENERIC_READ").join(", "))}object o as file "D:(A;;GA;;;WD)"\nscenario "s" on windows 11 { }`,
      "SCN071 Too large: 129 handles at the start; the limit is 128.",
    ],
    "conditions at once": [
      scenario(`expect 1 in [${Array.from({ length: 70 }, (_, index) => index).join(", ")}]`),
      "SCN071 Too large: 71 values of a condition at once; the limit is 64.",
    ],
    "quantifiers": [
      scenario(
        `expect ${Array.from({ length: 9 }, (_, index) => `some x${index} in threads: `).join("")} true`,
      ),
      "SCN071 Too large: 9 quantifiers in each other; the limit is 8.",
    ],
    "cases of a table": [
      `${world}table "t" on windows 11 {\n${Array.from({ length: 9 }, (_, index) => `c${index}`).join(" | ")}\n` +
        `${Array.from({ length: 9 }, () => "SecurityAnonymous").join(" | ")}\n${Array.from({ length: 9 }, () => "*").join(" | ")}\n} each { }`,
      "SCN071 Too large: more than 2000 cases of a table; the limit is 2000.",
    ],
  };
  test.each(Object.keys(cases))("%s", (name) => {
    const [text, words] = cases[name]!;
    expect(
      saidWithin(120, text).some((said) => said.startsWith(words)),
      saidWithin(120, text).slice(0, 3).join("\n"),
    ).toBe(true);
  });

  test("129 SIDs that are told apart; merged ones do not count", () => {
    const groups = (count: number): string =>
      Array.from({ length: count }, (_, index) => `S-1-5-21-1-1-1-${index}`).join(", ");
    const entries = (count: number): string =>
      Array.from({ length: count }, (_, index) => `(A;;GR;;;S-1-5-21-1-1-1-${index})`).join("");
    const file = (count: number, mentioned: number): string =>
      `account many { groups ${groups(count)} }\nprocess app as many { thread a }\nobject o as file "D:${entries(mentioned)}"\nscenario "s" on windows 11 { a: NtOpenFile(o, FILE_READ_DATA) => any }`;
    expect(saidWithin(30, file(500, 100))).toEqual([]);
    expect(saidWithin(30, file(500, 130))[0]).toMatch(
      /^SCN041 This program tells 1[34]\d SIDs apart; the limit is 128\.$/,
    );
  });
});

describe("long files", () => {
  test("thousands of lines, right and wrong, take seconds", () => {
    const line = (index: number): string =>
      `  maybe { a: t${index} = NtOpenProcessToken(app, TOKEN_QUERY) }; a: NtClose(t${index})`;
    saidWithin(180, scenario(Array.from({ length: 6_000 }, (_, index) => line(index)).join("\n")));
    const unknown = Array.from({ length: 15_000 }, (_, index) => `  a: NtClose(nobody${index})`).join("\n");
    expect(saidWithin(180, scenario(unknown)).length).toBe(15_000);
  });

  test("thousands of scenarios that call the same code", () => {
    const code = `procedure p() by app.a { ${"NtOpenProcessToken(app, TOKEN_QUERY) => any; ".repeat(300)} }\n`;
    const many = Array.from(
      { length: 3_000 }, (_, index) => `scenario "s${index}" on windows 11 { p() }`,
    ).join("\n");
    expect(saidWithin(240, `${world}${code}${many}`).at(-1)).toMatch(
      /statements in all scenarios of the file/,
    );
  });
});

describe("any text at all", () => {
  const folder = new URL("fixtures/", import.meta.url);
  const texts = ["whole", "flat", "semantics"].flatMap((name) =>
    readdirSync(new URL(`${name}/`, folder)).map((file) =>
      readFileSync(new URL(`${name}/${file}`, folder), "utf8"),
    ),
  );
  const pieces = [...new Set(texts.flatMap((text) => text.match(/"[^"]*"|\w+(?:[-.]\w+)*|[^\w\s]+/g) ?? []))];

  /**
   * Nothing is thrown; diagnostics stand in the text and in order; what has no errors has programs that can
   * be encoded.
   */
  function isSane(text: string): void {
    const { value, diagnostics } = compile(text);
    const starts = diagnostics.map((each) => each.span.start);
    expect(starts).toEqual([...starts].sort((first, second) => first - second));
    for (const each of diagnostics) {
      const holes = [...diagnosticTable[each.form].message.matchAll(/\{(\d):/g)].map(([, hole]) =>
        Number(hole),
      );
      expect(each.arguments.length).toBeGreaterThan(Math.max(-1, ...holes));
      expect(each.arguments.join(" ")).not.toMatch(/undefined|\[object/);
    }
    if (hasErrors(diagnostics)) expect(value.scenarios).toEqual([]);
    for (const compiled of value.scenarios) {
      for (const version of compiled.versions) encodeImage(compiled.program(version).image);
    }
  }

  test("good and bad files with a piece taken out, put in or exchanged", () => {
    const mutated = fc
      .tuple(
        fc.constantFrom(...texts), fc.nat(), fc.nat(12),
        fc.array(fc.constantFrom(...pieces), { maxLength: 2 }),
      )
      .map(([text, at, length, words]) => {
        const tokens = text.split(/(?<=[\s(){};,:])/);
        const place = at % tokens.length;
        return [
          ...tokens.slice(0, place), ...words.map((word) => `${word} `),
          ...tokens.slice(place + (length % 4)),
        ].join("");
      });
    fc.assert(fc.property(mutated, isSane), { numRuns: 200 });
  });
});
