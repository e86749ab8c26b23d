/*
 * Every form of a diagnostic that resolving and checking can say is said by some fixture, so none is dead and
 * none is untried.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../compile.ts";
import { diagnosticCodes, explainCode } from "../explainCode.ts";
import { codeOf, diagnosticTable, type DiagnosticForm } from "../diagnostics.ts";

/** What fixtures cannot show, and why. */
const elsewhere: Readonly<Record<string, string>> = {
  "SCN041": "compileLimits.test.ts",
  "SCN071": "compileLimits.test.ts",
  "SCN014": "use.test.ts",
  "SCN014/unreadable": "use.test.ts",
  "SCN014/errors": "use.test.ts",
  "SCN014/many": "use.test.ts",
  "SCN060/elsewhere": "twins.test.ts",
  "SCN021/user": "no routine of the table is for user mode only",
};

test("each form is said by a fixture", () => {
  const folder = new URL("fixtures/semantics/", import.meta.url);
  const said = new Set(
    readdirSync(folder).flatMap((file) =>
      compile(readFileSync(new URL(file, folder), "utf8")).diagnostics.map((each) => each.form),
    ),
  );
  const forms = (Object.keys(diagnosticTable) as DiagnosticForm[]).filter((form) => codeOf(form) >= "SCN010");
  const unsaid = forms.filter((form) => !said.has(form));
  expect(unsaid.sort()).toEqual(Object.keys(elsewhere).sort());
});

test("each code is explained: every form of it with its rule and an example, and no hole is left open", () => {
  for (const code of diagnosticCodes()) {
    const text = explainCode(code.toLowerCase())!;
    const forms = (Object.keys(diagnosticTable) as DiagnosticForm[]).filter((form) => codeOf(form) === code);
    for (const form of forms) expect(text).toContain(diagnosticTable[form].explanation);
    expect(text.match(new RegExp(`^${code} (error|warning|hint): `, "gm"))).toHaveLength(forms.length);
    expect(text).not.toMatch(/\{\d\}/);
  }
  expect(explainCode("SCN999")).toBeUndefined();
});
