/** What the manual shows as examples of the language's words does what it says: it holds on every version. */
import { expect, test } from "vitest";
import { languageWords } from "../../grammar/languageWords.ts";
import { exampleFiles, wholeExample } from "../../grammar/languageWords/exampleWorld.ts";
import { WorkFolder } from "./support/commandLine.ts";

test("the example of every word holds", async () => {
  const rows = languageWords.filter(({ notYet }) => notYet !== true);
  const files = rows.map(({ example }, index) => [`${index}.scn`, wholeExample(example)]);
  const folder = new WorkFolder({ ...exampleFiles, ...Object.fromEntries(files) as Record<string, string> });
  try {
    const { out, code } = await folder.run(["run", ".", "--reporter", "json", "--runs", "2000"]);
    const { results } = JSON.parse(out) as {
      results: { file: string; scenario: string; verdict: string; vacuous: unknown[] }[];
    };
    const told = results.map(({ file, verdict, vacuous }) => {
      const row = rows[Number(/(\d+)\.scn$/.exec(file)![1])]!;
      return `${row.kind} ${row.name}: ${verdict}${vacuous.length > 0 ? ` ${JSON.stringify(vacuous)}` : ""}`;
    });
    expect(told.filter((each) => !each.endsWith(": held"))).toEqual([]);
    expect(new Set(results.map(({ file }) => file)).size).toBe(rows.length);
    expect(code).toBe(0);
  } finally {
    folder.remove();
  }
});
