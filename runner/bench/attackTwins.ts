/** The committed attacks: each scenario that breaks a property, on the last version on which it does. */
import { readdirSync, readFileSync } from "node:fs";
import { compile } from "../../grammar/compile.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import type { FlatOrigin } from "../campaign/flatText.ts";

export interface AttackTwin {
  /** Name of the file without its ending. */
  readonly name: string;
  /** Its number among the patterns of the facts, such as `V1`; of those that have none an empty text. */
  readonly pattern: string;
  readonly text: string;
  readonly program: Program;
  /** What a flat text of it is written from. */
  readonly origin: FlatOrigin;
}

const folder = new URL("../scenarios/attacks/", import.meta.url);

/** All of them, in the order of their names. */
export function attackTwins(): AttackTwin[] {
  return readdirSync(folder).filter((name) => name.endsWith(".scn")).sort().flatMap((name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    const { value } = compile(text);
    const pattern = /^\/\/\/ source: .*?\b(V\d+)/m.exec(text)?.[1] ?? "";
    return value.scenarios.flatMap((scenario): AttackTwin[] => {
      const program = scenario.program(scenario.versions.at(-1)!);
      if (program.breaks.length === 0) return [];
      const origin = { program, file: value.file, text, title: scenario.title, found: `Found in ${name}.` };
      return [{ name: name.replace(/\.scn$/, ""), pattern, text, program, origin }];
    });
  });
}
