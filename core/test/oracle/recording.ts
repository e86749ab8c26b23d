/**
 * Recordings of another implementation: which calls were made and what was answered, read from text.
 *
 * Two kinds. Sequences: calls one after another, each with its answer; `reset` begins the next sequence.
 * Rows: parts of cross products, each a few settings and what came of them. Both are read in two spellings:
 *
 *   table  one call or row a line, fields separated by tabs: the call (or kind and settings), then the answer
 *          (or answers)
 *   kept   what lies beside this file. First a comment of lines with `#`. Sequences: one a line, calls
 *          separated by "; ", the answer behind " = ", the answer `ok` left out. Rows: one a line, fields
 *          separated by " | ".
 */

/** One call of a sequence. The first word is its kind; the answer is as recorded. */
export interface RecordedCall {
  /** Where it stands in its file. */
  readonly place: string;
  readonly kind: string;
  readonly words: readonly string[];
  readonly answer: string;
}

/** Calls that begin in a world of their own. */
export type Sequence = readonly RecordedCall[];

/** One row of a cross product. */
export interface RecordedRow {
  readonly place: string;
  readonly kind: string;
  /** `L2` is L: 2, `clientTok-1` is clientTok: -1, `userA` is user: A, `mask00020000` is mask: 00020000. */
  readonly settings: Readonly<Record<string, string>>;
  readonly answers: readonly string[];
}

export interface Recording {
  readonly sequences: readonly Sequence[];
  readonly rows: readonly RecordedRow[];
}

const OK = "ok";
const KEPT_CALL = "; ";
const KEPT_ANSWER = " = ";
const KEPT_FIELD = " | ";
/** A setting's name, and its value behind it: a number, a letter or a mask. */
const SETTING = /^(mask|[a-zA-Z]+?)(-?[0-9A-B][0-9a-f]*)$/;

/** Reads either spelling of either kind. Throws SyntaxError with the line that is neither. */
export function parseRecording(text: string): Recording {
  const lines = text
    .split("\n")
    .map((line, index) => ({ line: line.replace(/\r$/, ""), number: index + 1 }))
    .filter(({ line }) => line !== "");
  const kept = lines[0]?.line.startsWith("#") === true;
  const content = lines.filter(({ line }) => !kept || !line.startsWith("#"));
  const first = content[0];
  if (first === undefined) throw new SyntaxError("there is nothing in this file");
  if (first.line.startsWith(kept ? "tok " : "reset\t"))
    return { sequences: kept ? content.map(keptSequence) : tabledSequences(content), rows: [] };
  return {
    sequences: [],
    rows: content.map(({ line, number }) => parseRow(line.split(kept ? KEPT_FIELD : "\t"), number)),
  };
}

interface Line {
  readonly line: string;
  readonly number: number;
}

function tabledSequences(lines: readonly Line[]): Sequence[] {
  const sequences: RecordedCall[][] = [];
  for (const { line, number } of lines) {
    const [call, answer, ...more] = line.split("\t");
    if (call === undefined || answer === undefined || more.length > 0)
      throw new SyntaxError(`line ${number}: a call, a tab and an answer are expected`);
    if (call === "reset") sequences.push([]);
    else sequences.at(-1)!.push(parseCall(call, answer, `line ${number}`));
  }
  return sequences;
}

function keptSequence({ line }: Line, index: number): Sequence {
  return line.split(KEPT_CALL).map((text, position) => {
    const [call, answer = OK] = text.split(KEPT_ANSWER);
    return parseCall(call!, answer, `sequence ${index + 1}, call ${position + 1}`);
  });
}

function parseCall(text: string, answer: string, place: string): RecordedCall {
  const [kind, ...words] = text.split(" ");
  return { place, kind: kind!, words, answer };
}

function parseRow(fields: readonly string[], number: number): RecordedRow {
  const [kind, second = "", ...rest] = fields.map((field) => field.trim());
  // a row without settings has its answer in the second field
  const words = second.split(" ");
  const settings = words.map((word) => SETTING.exec(word));
  const bare = settings.some((match) => match === null) || /^[0-9a-f]{8}$/.test(second);
  if (kind === undefined || kind === "" || (bare && !/^[0-9a-f]{8}$/.test(second)))
    throw new SyntaxError(`line ${number}: neither a recorded call nor a row`);
  return {
    place: `line ${number}`,
    kind,
    answers: bare ? [second, ...rest] : rest,
    settings: bare ? {} : Object.fromEntries(settings.map((match) => [match![1]!, match![2]!])),
  };
}

/**
 * The kept spelling of a recording, under a comment. `parseRecording` reads the same calls and rows from it.
 */
export function keepRecording(recording: Recording, comment: string): string {
  const head = comment.split("\n").map((line) => `# ${line}`.trimEnd());
  const sequences = recording.sequences.map((sequence) => sequence.map(keepCall).join(KEPT_CALL));
  const rows = recording.rows.map((row) =>
    [row.kind, ...settingsText(row.settings), ...row.answers].join(KEPT_FIELD),
  );
  return `${[...head, ...sequences, ...rows].join("\n")}\n`;
}

function keepCall(call: RecordedCall): string {
  const text = [call.kind, ...call.words].join(" ");
  return call.answer === OK ? text : `${text}${KEPT_ANSWER}${call.answer}`;
}

function settingsText(settings: RecordedRow["settings"]): string[] {
  const text = Object.entries(settings)
    .map(([name, value]) => `${name}${value}`)
    .join(" ");
  return text === "" ? [] : [text];
}
