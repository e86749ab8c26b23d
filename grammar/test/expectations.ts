/*
 * What a fixture says of its own lines: `// SCN010 words` behind a line, several of them behind one another.
 */
import { messageOf, wayOutOf, type Diagnostic } from "../diagnostics.ts";
import { LineMap } from "../lineMap.ts";

/** `line: code words` for each expectation, in order. */
function expectedIn(text: string): { line: number; code: string; words: string }[] {
  return text.split("\n").flatMap((line, index) => line.split("//").slice(1).flatMap((comment) => {
    const found = /^ (SCN\d\d\d)\s*(.*)$/.exec(comment);
    return found === null ? [] : [{ line: index + 1, code: found[1]!, words: found[2]!.trim() }];
  }));
}

/** The sentence and the way out. */
export function sentenceOf(given: Diagnostic): string {
  const wayOut = wayOutOf(given);
  return wayOut === undefined ? messageOf(given) : `${messageOf(given)} — ${wayOut}`;
}

/**
 * What was said in the words of the expectations where they match, else in its own. Both lists are equal when
 * all is as expected.
 */
export function compareWith(
  text: string, diagnostics: readonly Diagnostic[],
): { said: string[]; expected: string[] } {
  const lines = new LineMap(text);
  const open = expectedIn(text);
  const expected = open.map(({ line, code, words }) => `${line}: ${code} ${words}`.trim());
  const said = diagnostics.map((each) => {
    const line = lines.lineOf(each.span.start);
    const index = open.findIndex(
      (wanted) =>
        wanted.line === line && wanted.code === each.code && sentenceOf(each).includes(wanted.words),
    );
    const [match] = index < 0 ? [undefined] : open.splice(index, 1);
    return `${line}: ${each.code} ${match === undefined ? sentenceOf(each) : match.words}`.trim();
  });
  return { said: said.sort(byLine), expected: expected.sort(byLine) };
}

function byLine(first: string, second: string): number {
  return parseInt(first, 10) - parseInt(second, 10) || (first < second ? -1 : 1);
}
