/*
 * From the parser's errors to diagnostics in plain words. The commonest mistakes have their own: a reserved
 * word as a name, two statements on one line, a word that begins no item, comparisons in a chain.
 */

import { distance } from "fastest-levenshtein";
import { EOF, type IRecognitionException } from "chevrotain";
import { diagnostic, type Diagnostic } from "../diagnostics.ts";
import { spanOf } from "../lexer.ts";
import type { SlipFinder } from "../slips/findSlip.ts";
import {
  actionWords, Arrow, Assign, Bar, Colon, Comma, comparisonSigns, endOf, isWordLike, itemWords, LeftBrace,
  LeftBracket, LeftParenthesis, reservedWords, RightBrace, Separator, statementWords, Text, Word, wordTokens,
  Dot, type Token,
} from "../tokens.ts";

/** An error with its place among the tokens. */
export interface PlacedError {
  readonly error: IRecognitionException;
  readonly tokens: readonly Token[];
  /** Index of the token at which it went wrong; the number of tokens at the end. */
  readonly index: number;
  /** Index of the first token of the element that went wrong. */
  readonly from: number;
}

const reserved = new Set(reservedWords.map((word) => wordTokens[word]));
const literals = new Set([wordTokens.true, wordTokens.false, wordTokens.none]);

/** The diagnostic of an error. */
export function explainError(placed: PlacedError, slips: SlipFinder): Diagnostic {
  return reservedName(placed) ?? sweepMisspelt(placed) ?? laneWithoutWord(placed)
    ?? slipOf(placed, slips) ?? wrongItem(placed)
    ?? itemInBlock(placed) ?? choiceAsValue(placed) ?? listInBraces(placed) ?? outAlternatives(placed)
    ?? twoStatements(placed) ?? chainedComparison(placed) ?? plainly(placed);
}

/** The rule in which it went wrong, and those around it, innermost first. */
function rulesOf({ error }: PlacedError): string[] {
  return [...error.context.ruleStack].reverse();
}

/** What is written so in another language. Cells of a table have signs of their own. */
function slipOf(placed: PlacedError, slips: SlipFinder): Diagnostic | undefined {
  const { tokens, index } = placed;
  const [token, previous] = [tokens[index], tokens[index - 1]];
  if (rulesOf(placed).includes("row")) return undefined;
  const isEnd = token === undefined || [EOF, Separator, RightBrace].includes(token.tokenType);
  return slips.at(isEnd && previous !== undefined ? endOf(previous) : token?.startOffset ?? 0);
}

// ------------------------------------------------------------------------------------------- a reserved name

/** What a rule names by a word. */
const named: Readonly<Record<string, string>> = {
  world: "a declaration", attacker: "an attacker", driver: "a driver", entry: "an entry",
  procedure: "a procedure",
  param: "a parameter", quantified: "a variable", choose: "a variable", member: "a member",
};

function reservedName(placed: PlacedError): Diagnostic | undefined {
  const { error, tokens, index } = placed;
  const [previous, token, next] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  const said = (word: Token, what: string): Diagnostic =>
    diagnostic("SCN003", spanOf(word), word.image, what);
  for (const [word, after] of [[previous, token], [token, next]] as const) {
    if (word === undefined || !reserved.has(word.tokenType)) continue;
    if (after?.tokenType === Assign) return said(word, "a result");
    const isLiteral = literals.has(word.tokenType);
    if (after?.tokenType === Colon && !isLiteral) return said(word, "an argument, an out or a thread");
  }
  if (token === undefined || !reserved.has(token.tokenType) || error.message !== "a name") return undefined;
  return said(token, named[rulesOf(placed)[0]!] ?? "anything");
}

// ---------------------------------------------------------------------------------------------- a wrong item

function wrongItem(placed: PlacedError): Diagnostic | undefined {
  const token = placed.tokens[placed.index];
  const isItem = rulesOf(placed)[0] === "item" && placed.error.message === "an item";
  if (token === undefined || !isItem) return undefined;
  const example = "an item, such as `scenario \"…\" { … }`";
  if (!isWordLike(token)) return diagnostic("SCN006", spanOf(token), token.image, example);
  const near = nearest(token.image, itemWords);
  if (near === undefined && beginsStatement(placed.tokens, placed.index)) {
    return diagnostic("SCN008/statement", spanOf(token));
  }
  const said = diagnostic("SCN008", spanOf(token), token.image, ...(near === undefined ? [] : [near]));
  return near === undefined ? said : { ...said, suggestion: { span: said.span, replacement: near } };
}

/** The word that was probably meant: not more than a third of it differs. */
function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates.map(
    (candidate) => ({ candidate, away: distance(word.toLowerCase(), candidate) })
  );
  const [best] = ranked.sort((a, b) => a.away - b.away);
  const isNear = best !== undefined && best.away <= Math.max(1, Math.floor(word.length / 3));
  return isNear ? best.candidate : undefined;
}

/** `use`, `pipe` … in a block: they belong to the file. */
function itemInBlock({ tokens, index, from, error }: PlacedError): Diagnostic | undefined {
  const first = tokens[from];
  const isStatement = error.context.ruleStack.some((rule) => rule === "statement" || rule === "alternative");
  if (first === undefined || !isStatement || index !== from + 1 || !beginningItems.has(first.tokenType)) {
    return undefined;
  }
  const token = tokens[index];
  const isDeclared = token !== undefined && (isWordLike(token) || token.tokenType === Text);
  return isDeclared ? diagnostic("SCN006/item", spanOf(first), first.image) : undefined;
}

/** `THREAD { … }` or `THREAD: { … }` where a lane stands. */
function laneWithoutWord({ tokens, index, error }: PlacedError): Diagnostic | undefined {
  const token = tokens[index];
  if (token === undefined || !isWordLike(token) || !error.message.startsWith("`lane")) return undefined;
  let last = index;
  while (tokens[last + 1]?.tokenType === Dot) last += 2;
  const thread = tokens.slice(index, last + 1).map(({ image }) => image).join("");
  const end = tokens[last + 1]?.tokenType === Colon ? last + 1 : last;
  if (tokens[end + 1]?.tokenType !== LeftBrace) return undefined;
  const span = { start: token.startOffset, end: endOf(tokens[end]!) };
  const said = diagnostic("SCN006/lane", span, thread);
  return { ...said, suggestion: { span, replacement: `lane ${thread}` } };
}

/** `choose` where a value is expected. */
function choiceAsValue({ tokens, index, from }: PlacedError): Diagnostic | undefined {
  const word = [tokens[index - 1], tokens[index]].find((token) => token?.tokenType === wordTokens.choose);
  if (word === undefined || word === tokens[from]) return undefined;
  return diagnostic("SCN006/choose", spanOf(word));
}

/** `in { a, b }`: a list stands in brackets, and what `choose` chooses from in none. */
function listInBraces({ tokens, index, from }: PlacedError): Diagnostic | undefined {
  const [previous, token] = [tokens[index - 1], tokens[index]];
  if (token?.tokenType !== LeftBrace || previous?.tokenType !== wordTokens.in) return undefined;
  const end = tokens.findIndex((each, at) => at > index && !isInList(each));
  const signs = tokens.slice(index + 1, Math.max(end, index + 1));
  const inner = signs.map(({ tokenType, image }) => (tokenType === Separator ? "," : image)).join("")
    .replace(/^,+|,+$/g, "").replace(/,+/g, ", ");
  const isChosen = tokens[from]?.tokenType === wordTokens.choose;
  const isWhole = inner !== "" && tokens[end]?.tokenType === RightBrace;
  const list = isWhole ? inner : "a, b";
  const replacement = isChosen ? list : `[${list}]`;
  const said = diagnostic(isChosen ? "SCN006/chosen" : "SCN006/list", spanOf(token), replacement);
  const span = { start: token.startOffset, end: endOf(tokens[end] ?? token) };
  return isWhole ? { ...said, suggestion: { span, replacement } } : said;
}

/** `=> level: A or B`: an out is demanded to be one value. */
function outAlternatives({ tokens, index, from }: PlacedError): Diagnostic | undefined {
  if (tokens[index]?.tokenType !== wordTokens.or) return undefined;
  const line = tokens.slice(from, index);
  const colon = line.map(({ tokenType }) => tokenType).lastIndexOf(Colon);
  const isDemanded = line.slice(0, Math.max(colon, 0)).some(({ tokenType }) => tokenType === Arrow);
  return isDemanded ? diagnostic("SCN024/alternatives", spanOf(tokens[index]), line[colon - 1]!.image) : undefined;
}

const isInList = (token: Token): boolean =>
  ![LeftBrace, RightBrace, LeftParenthesis].includes(token.tokenType);

// -------------------------------------------------------------------------------- two statements on one line

const beginningWords = new Set(
  [...statementWords, ...actionWords, "lane"].map((word) => wordTokens[word as "lane"])
);
const beginningItems = new Set(itemWords.map((word) => wordTokens[word]));

function twoStatements(placed: PlacedError): Diagnostic | undefined {
  const { tokens, index } = placed;
  const token = tokens[index];
  if (token === undefined || !placed.error.message.endsWith("the end of the line")) return undefined;
  const begins = rulesOf(placed)[0] === "item"
    ? beginningItems.has(token.tokenType)
    : beginsStatement(tokens, index);
  if (!begins) return undefined;
  const said = diagnostic("SCN002", spanOf(token), token.image);
  return {
    ...said, suggestion: { span: { start: token.startOffset, end: token.startOffset }, replacement: "; " },
  };
}

/** `word …`, `name = …`, `actor: …`, `routine(…)` */
function beginsStatement(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index]!;
  if (!isWordLike(token)) return false;
  if (beginningWords.has(token.tokenType)) return true;
  let after = index + 1;
  while (tokens[after]?.tokenType === Dot) after += 2;
  const type = tokens[after]?.tokenType;
  return type === Colon || type === Assign || type === LeftParenthesis || type === LeftBrace;
}

// ------------------------------------------------------------------------------------ comparisons in a chain

const comparing = new Set([...comparisonSigns, wordTokens.in, wordTokens.within]);
const chainEnds = new Set([
  wordTokens.and, wordTokens.or, wordTokens.implies, LeftParenthesis, LeftBracket, LeftBrace, Comma, Colon,
  Separator,
]);

function chainedComparison({ tokens, index, from }: PlacedError): Diagnostic | undefined {
  const token = tokens[index];
  if (token === undefined || !comparing.has(token.tokenType)) return undefined;
  for (let position = index - 1; position >= from; position -= 1) {
    const type = tokens[position]!.tokenType;
    if (chainEnds.has(type)) return undefined;
    if (comparing.has(type)) return diagnostic("SCN009", spanOf(token));
  }
  return undefined;
}

// --------------------------------------------------------------------------- `for each allocation failing`

const sweepWords = ["each", "allocation", "failing"];

/** `for` and several words in a row: on whose behalf is one name, so another block was meant. */
function sweepMisspelt({ tokens, index, from }: PlacedError): Diagnostic | undefined {
  if (tokens[from]?.tokenType !== wordTokens.for) return undefined;
  const behind = tokens.slice(from + 1);
  const end = behind.findIndex((token) => !isWordLike(token));
  const words = end < 0 ? behind : behind.slice(0, end);
  const begun = tokens.slice(from + 1, index).map(({ image }) => image);
  // a beginning that is right says by itself what comes next
  if (words.length < 2 || begun.length < 1 || begun.length > words.length) return undefined;
  if (begun.length > 1 && begun.every((word, place) => word === sweepWords[place])) return undefined;
  if (!words.some(({ image }) => nearest(image, sweepWords) !== undefined)) return undefined;
  const span = { start: words[0]!.startOffset, end: endOf(words.at(-1)!) };
  const said = diagnostic("SCN006/sweep", span, words.map(({ image }) => image).join(" "));
  return { ...said, suggestion: { span, replacement: sweepWords.join(" ") } };
}

// ---------------------------------------------------------------------------------------------- all the rest

function plainly(placed: PlacedError): Diagnostic {
  const { tokens, index, error } = placed;
  const token = tokens[index];
  const previous = tokens[index - 1];
  if (token === undefined || token.tokenType === EOF || token.tokenType === Separator) {
    const end = previous === undefined ? 0 : endOf(previous);
    return diagnostic("SCN006/end", { start: end, end }, error.message);
  }
  return diagnostic("SCN006", spanOf(token), token.image, whatMayStand(placed, token));
}

function whatMayStand(placed: PlacedError, token: Token): string {
  const rules = rulesOf(placed);
  const inCode = whatMayStandInHead(placed, token, rules[0]!) ?? whatMayStandInRow(token, rules);
  if (inCode !== undefined) return inCode;
  if (token.tokenType === Assign && rules.includes("args")) {
    return `\`:\`, as in \`${placed.tokens[placed.index - 1]?.image ?? "level"}: …\``;
  }
  if (token.tokenType === Assign) return "`==`, to compare";
  if (judging.has(token.tokenType) && placed.error.message === "a statement") {
    return `\`expect\` before it, as in \`expect ${token.image} t in threads: …\``;
  }
  const first = placed.tokens[placed.from];
  if (rules[0] !== "item" || first === undefined) return placed.error.message;
  const head = placed.tokens.slice(placed.from, placed.index);
  if (head.every((each) => each.tokenType !== LeftBrace)) return headPhrases[first.image] ?? worldPhrases;
  return placed.error.message;
}

/** In the head of an entry or a procedure. */
function whatMayStandInHead(
  { error, tokens, index, from }: PlacedError, token: Token, rule: string,
): string | undefined {
  const before = tokens[index - 1]?.image ?? "target";
  if (rule === "param" && error.message === "`:`") {
    // C has the type first
    const [name, type] = isWordLike(token) ? [token.image, before] : [before, "object"];
    return `a type behind the name, as in \`${name}: ${type}\`; types are thread, process, object, token, handle, `
      + "context, level, access, boolean, account, status and others";
  }
  if (rule === "params") return `parentheses, also without parameters, as in \`${before}()\``;
  if (rule === "entry" && error.message === "`entry`" && token.tokenType === Word) {
    return `\`entry\` before the name, as in \`entry ${token.image}(…) { … }\``;
  }
  if (rule !== "procedure" || error.message !== "`by`") return undefined;
  return `\`by\` and the thread that runs \`${tokens[from + 1]!.image}\`, as in \`by server.main\``;
}

/** In a row of a table. */
function whatMayStandInRow(token: Token, rules: readonly string[]): string | undefined {
  if (!rules.includes("row")) return undefined;
  if (token.tokenType === Comma) return "`|`, between two cells";
  if (token.tokenType === Arrow) return "`||`, before the cells that are demanded";
  return token.tokenType === Bar ? "a value, `*` or a guard; a row has no `|` at its ends" : undefined;
}

const judging = new Set([wordTokens.every, wordTokens.some, wordTokens.no]);

const worldPhrases = "`as`, `in`, `by`, a security descriptor `\"…\"`, `{` or the end of the line";
const headPhrases: Readonly<Record<string, string>> = {
  use: "the end of the line",
  windows: "`,`, `with` or the end of the line",
  property: "`at`, `and`, `or`, `implies` or the end of the line",
  scenario: "`on windows`, `breaks`, `repairs` or `{`",
};
