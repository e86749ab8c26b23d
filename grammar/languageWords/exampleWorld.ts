/*
 * The world in which the examples of words stand. An example names what it needs of it, and is shown with
 * just that, so that each is a whole file to copy.
 */
import { itemWords } from "../tokens.ts";

const declarations: Readonly<Record<string, string>> = {
  bob: `account bob { user S-1-5-21-7-7-7-1002; groups Users }`,
  app: `process app as bob { thread client, helper }`,
  diary: `object diary as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FR;;;BU)"`,
  notes: `driver notes {
  entry save(path: object) {
    ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return
    IoQueueWorkItem {
      SeImpersonateClientEx(ctx) else return
      for caller { act path FILE_READ_DATA }
    } finally { SeStopImpersonatingClient(); SeDeleteClientSecurity(ctx) }
  }
}`,
  thief: `attacker thief { controls app.helper; calls user routines; names app.client, diary }`,
};

/** The files that an example may use. */
export const exampleFiles: Readonly<Record<string, string>> = {
  "world.scn": `${declarations["bob"]!}\n${declarations["app"]!}\n`,
};

const mentions = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w.-])${name}(?![\\w-])`).test(text.replace(/\/\/.*|"[^"]*"/g, ""));
const declares = (text: string, name: string): boolean =>
  new RegExp(`^(account|process|object|driver|attacker) ${name}\\b`, "m").test(text);

/** What a text needs of the world, in the order in which it is declared. */
function neededBy(text: string): string[] {
  const names = Object.keys(declarations);
  const needed = new Set<string>();
  const need = (of: string): void => {
    for (const name of names) {
      if (needed.has(name) || declares(text, name) || !mentions(of, name)) continue;
      needed.add(name);
      need(declarations[name]!);
    }
  };
  need(text);
  return names.filter((name) => needed.has(name));
}

/** An example as a whole file: with what it needs, and statements inside a scenario. */
export function wholeExample(example: string): string {
  const first = /^[\w-]+/.exec(example.replace(/^(\/\/.*\n)+/, ""))?.[0] ?? "";
  const isFile = (itemWords as readonly string[]).includes(first) || example.startsWith("///");
  const indented = example.split("\n").map((line) => `  ${line}`);
  const body = isFile ? example : ["scenario \"example\" on windows 11 {", ...indented, "}"].join("\n");
  const world = example.includes("use \"world.scn\"") ? [] : neededBy(example);
  const heads = isFile ? /^(windows [^\n]*\n)?/.exec(body)![0] : "";
  return [heads, ...world.map((name) => `${declarations[name]!}\n`), body.slice(heads.length), "\n"].join("");
}
