/**
 * The module's exports without the machine around them: what is measured here is the module itself, and the
 * same calls are made of it as native code.
 */
import { readFileSync } from "node:fs";
import { encodeImage } from "../../grammar/image/encodeImage.ts";
import type { ProgramImage } from "../../grammar/image/programImage.ts";

interface Exports {
  readonly memory: WebAssembly.Memory;
  imagePointer(): number; loadImage(size: number): number; clearCampaign(): void; countersPointer(): number;
  runDrawn(seed: bigint, first: bigint, count: number): void;
  drawCase(seed: bigint, caseNumber: bigint): void; beginRun(programCounter: number): void; advance(): number;
}

export const SEED = 42n;
/** Cases per call into the module, as in campaigns. */
const BATCH = 2_048;
/** Places in the module's counters. */
const COUNT_CASES = 8, COUNT_STEPS = 9;

const bytesOf = (name: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(readFileSync(new URL(name, import.meta.url)));
let compiled: WebAssembly.Module | undefined;

export class RawCore {
  private readonly core: Exports;

  constructor(image: ProgramImage | Uint8Array) {
    compiled ??= new WebAssembly.Module(bytesOf("core.wasm"));
    this.core = new WebAssembly.Instance(compiled, {}).exports as unknown as Exports;
    const bytes = image instanceof Uint8Array ? image : encodeImage(image);
    new Uint8Array(this.core.memory.buffer, this.core.imagePointer(), bytes.length).set(bytes);
    if (this.core.loadImage(bytes.length) !== 0) throw new Error("the core refuses the image");
    this.core.clearCampaign();
  }

  /** Draws cases in bulk. */
  draw(first: number, count: number): void {
    for (let done = 0; done < count; done += BATCH)
      this.core.runDrawn(SEED, BigInt(first + done), Math.min(BATCH, count - done));
  }

  /**
   * Draws the same cases with one call into the module for every operation; answers the number of operations.
   */
  drawByOperation(first: number, count: number): number {
    let operations = 0;
    for (let number = first; number < first + count; number++) {
      this.begin(number);
      while (this.core.advance() === 0) operations++;
    }
    return operations;
  }

  /** Begins a case and goes no further. */
  begin(number: number): void {
    this.core.drawCase(SEED, BigInt(number));
    this.core.beginRun(0);
  }

  /** Cases and operations since the program was loaded. */
  counts(): { readonly cases: number; readonly operations: number } {
    const counters = new BigUint64Array(this.core.memory.buffer, this.core.countersPointer(), 16);
    return { cases: Number(counters[COUNT_CASES]), operations: Number(counters[COUNT_STEPS]) };
  }
}
