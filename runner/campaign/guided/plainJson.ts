/**
 * JSON for data with what JSON has not: large numbers, sets and maps. What is written is read as it was; sets
 * and maps stand in the order of their texts, so that the same data is the same text.
 */

/** The text of plain data. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === "bigint") return { $large: String(each) };
    if (each instanceof Set) return { $set: inOrder([...each], (one) => one) };
    if (each instanceof Map) return { $map: inOrder([...each] as [unknown, unknown][], ([key]) => key) };
    return each;
  });
}

function inOrder<Each>(all: readonly Each[], keyOf: (each: Each) => unknown): Each[] {
  const texts = new Map(all.map((each) => [each, toJson(keyOf(each))]));
  return [...all].sort((a, b) => (texts.get(a)! < texts.get(b)! ? -1 : 1));
}

/** What `toJson` wrote. Throws SyntaxError. */
export function fromJson(text: string): unknown {
  return JSON.parse(text, (_, each: unknown) => {
    if (typeof each !== "object" || each === null) return each;
    if ("$large" in each) return BigInt(each.$large as string);
    if ("$set" in each) return new Set(each.$set as unknown[]);
    if ("$map" in each) return new Map(each.$map as [unknown, unknown][]);
    return each;
  });
}
