/**
 * Places for other programs. Inside, a file and those that it uses count through as one text; who reads a
 * document has the files alone, so each span there counts within its own file and names it where that is not
 * the file that was given.
 */
import { SourceMap, type FileSpan, type SourceText } from "../../grammar/sources.ts";
import type { Span } from "../../grammar/syntaxTree.ts";

/** A span within its file; `file` is the name that `place` has, absent for the file that was given. */
export function spanInFile({ start, end }: Span, source: SourceText): FileSpan {
  const part = new SourceMap(source).partAt(start);
  return {
    ...(part.used === undefined ? {} : { file: part.name }), start: start - part.start, end: end - part.start,
  };
}

/** A copy of plain data in which every `span` counts within its file. */
export function inFiles<Data>(data: Data, source: SourceText): Data {
  if (source.used === undefined || source.used.length === 0) return data;
  const copied = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => copied(each, ""));
    if (typeof value !== "object" || value === null) return value;
    if (name === "span") return spanInFile(value as Span, source);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copied(each, key)]));
  };
  return copied(data, "") as Data;
}
