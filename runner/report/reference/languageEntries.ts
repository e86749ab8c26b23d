/** The manual's entries of the language itself: its words, and what is said of wrong files. */
import { formsOf, type ExplainedForm } from "../../../grammar/explainCode.ts";
import { wholeExample } from "../../../grammar/languageWords/exampleWorld.ts";
import type { LanguageWord } from "../../../grammar/languageWords/languageWord.ts";
import { codeSection, names, section, type ManualEntry, type ManualSection } from "./entry.ts";

export function languageEntry(word: LanguageWord): ManualEntry {
  const { kind, name, meaning, syntax, example, of, notYet } = word;
  return {
    kind,
    name,
    line: notYet === true ? `Not available yet: ${meaning}` : meaning,
    source: "the grammar",
    sections: [
      ...section("belongs to", names(of ?? [])),
      ...section("written", names(syntax.split(/ {3}· {3}/))),
      ...(notYet === true ? [] : [codeSection("example", wholeExample(example).trimEnd())]),
    ],
  };
}

/** All that a code can say; for people `explainCode` has the words. */
export function diagnosticEntry(code: string): ManualEntry {
  const own = formsOf(code);
  return {
    kind: "diagnostic",
    name: code,
    line: own[0]!.message,
    source: "the grammar",
    sections: own.flatMap(formSections),
  };
}

function formSections(form: ExplainedForm): ManualSection[] {
  const { severity, message, rule, wayOut, example, files, mended } = form;
  return [
    ...section(`${severity}: ${message}`, [
      { name: "rule", text: rule },
      ...(wayOut === undefined ? [] : [{ name: "what to do", text: wayOut }]),
    ]),
    codeSection("example", example),
    ...files.map(([name, text]) => codeSection(name, text)),
    ...(mended === undefined ? [] : [codeSection("mended", mended)]),
  ];
}
