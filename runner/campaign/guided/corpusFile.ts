/**
 * Where a guided campaign stands, as the bytes of a file. The same state is the same bytes, whoever drew its
 * cases; the head says of which program, core and seed it is, since with any other its entries mean nothing.
 */
import { FEATURES_MAX } from "../../machine/guidance.ts";
import { ByteReader, ByteWriter, CutShort } from "./bytes.ts";
import type { Corpus, CorpusEntry } from "./corpus.ts";
import { epochNumbered } from "./epochs.ts";
import type { GuidedState } from "./state.ts";

/** What a corpus belongs to. */
export interface CorpusOrigin {
  /** Digests of the program's image and of the core's module, 32 bytes each. */
  readonly program: Uint8Array;
  readonly core: Uint8Array;
  readonly seed: bigint;
}

/** Why bytes are not what was asked for. */
export interface CorpusRefusal {
  readonly refused:
    | "no such file"
    | "damaged"
    | "another version"
    | "another program"
    | "another core"
    | "another seed";
}

const DIGEST_BYTES = 32;
const STATE_MAGIC = new TextEncoder().encode("GuiseCor");
/** Of the layout below; other layouts are not read. */
const VERSION = 1;

export const isRefused = (answer: object): answer is CorpusRefusal => "refused" in answer;

/** The state as bytes. */
export function encodeState(origin: CorpusOrigin, { epoch, corpus }: GuidedState): Uint8Array {
  const writer = beginFile(STATE_MAGIC, origin).number(epoch.number).number(corpus.entries.length);
  for (const { entry, features, steps } of corpus.entries)
    writer.number(steps).block(entry).block(bytesOf(features));
  const met = [...corpus.rarity.keys()].filter((feature) => corpus.rarity[feature] !== 0);
  writer.number(met.length);
  for (const feature of met) writer.number(feature).number(corpus.rarity[feature]!);
  return writer.finish();
}

/** Reads a state of any origin. */
export function decodeState(
  bytes: Uint8Array,
): { readonly origin: CorpusOrigin; readonly state: GuidedState } | CorpusRefusal {
  return readFile(bytes, STATE_MAGIC, (reader, origin) => {
    const epoch = epochNumbered(reader.number());
    const entries = Array.from({ length: reader.number() }, () => readEntry(reader));
    const rarity = new Uint32Array(FEATURES_MAX);
    for (let left = reader.number(); left > 0; left--) rarity[reader.number()] = reader.number();
    const corpus: Corpus = { entries, rarity };
    return { origin, state: { epoch, corpus } };
  });
}

/** Reads a state that must be of this origin. */
export function decodeStateOf(origin: CorpusOrigin, bytes: Uint8Array): GuidedState | CorpusRefusal {
  const read = decodeState(bytes);
  if (isRefused(read)) return read;
  return differenceOf(origin, read.origin) ?? read.state;
}

/** What an origin is not; undefined: it is the same. */
export function differenceOf(wanted: CorpusOrigin, found: CorpusOrigin): CorpusRefusal | undefined {
  if (!sameBytes(wanted.core, found.core)) return { refused: "another core" };
  if (!sameBytes(wanted.program, found.program)) return { refused: "another program" };
  if (wanted.seed !== found.seed) return { refused: "another seed" };
  return undefined;
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

/** Begins a file: what it is, and of what. */
export function beginFile(magic: Uint8Array, { program, core, seed }: CorpusOrigin): ByteWriter {
  return new ByteWriter().raw(magic).number(VERSION).raw(program).raw(core).large(seed);
}

/** Reads a file that `beginFile` began; `rest` reads what is behind its head. */
export function readFile<Content extends object>(
  bytes: Uint8Array,
  magic: Uint8Array,
  rest: (reader: ByteReader, origin: CorpusOrigin) => Content,
): Content | CorpusRefusal {
  if (!sameBytes(bytes.subarray(0, magic.length), magic)) return { refused: "no such file" };
  const reader = ByteReader.of(bytes);
  if (reader === undefined) return { refused: "damaged" };
  try {
    reader.raw(magic.length);
    if (reader.number() !== VERSION) return { refused: "another version" };
    const [program, core] = [reader.raw(DIGEST_BYTES), reader.raw(DIGEST_BYTES)];
    const content = rest(reader, { program, core, seed: reader.large() });
    return reader.isOver ? content : { refused: "damaged" };
  } catch (error) {
    if (error instanceof CutShort) return { refused: "damaged" };
    throw error;
  }
}

function readEntry(reader: ByteReader): CorpusEntry {
  const steps = reader.number();
  const entry = reader.block();
  return { steps, entry, features: numbersOf(reader.block()) };
}

/** Numbers of 16 bits as bytes, the lower one first on every machine. */
function bytesOf(numbers: Uint16Array): Uint8Array {
  return Uint8Array.from({ length: 2 * numbers.length }, (_, at) => numbers[at >> 1]! >> (8 * (at & 1)));
}

function numbersOf(bytes: Uint8Array): Uint16Array {
  const length = bytes.length >> 1;
  return Uint16Array.from({ length }, (_, at) => bytes[2 * at]! | (bytes[2 * at + 1]! << 8));
}
