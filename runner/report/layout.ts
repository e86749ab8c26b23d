/** Text in columns: breaking at words, padding. Widths are counted before colours are put on. */

/**
 * Breaks a text into lines of at most `width` columns, at blanks where there are any; what does not fit is
 * cut. `name: value` stays together.
 */
export function wrap(text: string, width: number, indent = ""): string[] {
  const lines: string[] = [];
  const room = (): number => Math.max(width - (lines.length > 0 ? indent.length : 0), 1);
  const finish = (line: string): void => {
    lines.push(withIndent(line, lines.length, indent));
  };
  let line = "";
  for (const word of text
    .split(/(?<!:) /)
    .flatMap((part) => (part.length > width - indent.length ? part.split(" ") : [part]))) {
    if (line !== "" && line.length + 1 + word.length <= room()) {
      line += ` ${word}`;
      continue;
    }
    if (line !== "") finish(line);
    line = word;
    while (line.length > room()) {
      const fits = room();
      finish(line.slice(0, fits));
      line = line.slice(fits);
    }
  }
  if (line !== "" || lines.length === 0) finish(line);
  return lines;
}

const withIndent = (line: string, made: number, indent: string): string =>
  made > 0 ? indent + line : line;

/** Two columns: names padded to the longest, values wrapped behind them. */
export function pairs(rows: readonly (readonly [string, string])[], width: number, indent = ""): string[] {
  const names = Math.min(Math.max(0, ...rows.map(([name]) => name.length)), Math.floor(width / 2));
  return rows.flatMap(([name, value]) => {
    const head = name.length > names ? [indent + name] : [];
    const lines = wrap(value, Math.max(width - indent.length - names - 2, 20));
    const first = head.length > 0 ? "" : name;
    return [
      ...head,
      ...lines.map((line, index) =>
        `${indent}${(index === 0 ? first : "").padEnd(names)}  ${line}`.trimEnd(),
      ),
    ];
  });
}
