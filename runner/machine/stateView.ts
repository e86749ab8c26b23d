/**
 * A state block, read by names: `view.field("thread", 2, "level")`. Masks of 128 bits and 64-bit fields come
 * as bigint.
 */
import { regions, type Field, type Region, type RegionName } from "../../core/tables/layout.ts";
import { regionOffsets } from "../../grammar/image/encodeImage.ts";
import type { ProgramImage } from "../../grammar/image/programImage.ts";

const regionByName = new Map<string, Region>(
  (regions as readonly Region[]).map((region) => [region.name, region]),
);

export class StateView {
  private readonly view: DataView;
  private readonly offsets: Record<RegionName, number>;

  constructor(readonly bytes: Uint8Array, readonly counts: ProgramImage["counts"]) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.offsets = regionOffsets(counts).offsets;
  }

  /** Value of a field as a number; `wide` for fields of 64 or 128 bits. */
  field(region: RegionName, record: number, name: string): number {
    return Number(this.wide(region, record, name));
  }

  wide(region: RegionName, record: number, name: string): bigint {
    const row = fieldOf(region, name);
    const at = this.place(region, record) + row.offset;
    switch (row.type) {
      case "u8": return BigInt(this.view.getUint8(at));
      case "u16": return BigInt(this.view.getUint16(at, true));
      case "u32": return BigInt(this.view.getUint32(at, true));
      case "u64": return this.view.getBigUint64(at, true);
      case "mask128": return this.view.getBigUint64(at, true) | (this.view.getBigUint64(at + 8, true) << 64n);
    }
  }

  /** Writes a field; for looking at what would happen if it were so. */
  set(region: RegionName, record: number, name: string, value: number | bigint): void {
    const row = fieldOf(region, name);
    const at = this.place(region, record) + row.offset;
    switch (row.type) {
      case "u8": this.view.setUint8(at, Number(value)); break;
      case "u16": this.view.setUint16(at, Number(value), true); break;
      case "u32": this.view.setUint32(at, Number(value), true); break;
      case "u64": this.view.setBigUint64(at, BigInt(value), true); break;
      case "mask128":
        this.view.setBigUint64(at, BigInt.asUintN(64, BigInt(value)), true);
        this.view.setBigUint64(at + 8, BigInt(value) >> 64n, true);
    }
  }

  /** Whether a record is byte for byte as in another state of the same program. */
  sameRecord(other: StateView, region: RegionName, record: number): boolean {
    const from = this.place(region, record);
    for (let at = from; at < from + regionByName.get(region)!.size; at++)
      if (this.bytes[at] !== other.bytes[at]) return false;
    return true;
  }

  /** Numbers of the records of a region that are in use. */
  live(region: "token" | "handle" | "context" | "workItem"): number[] {
    const bitmap =
      region === "token"
        ? this.wide("header", 0, "tokensLive")
        : region === "handle"
          ? this.wide("header", 0, "handlesLive")
          : region === "context"
            ? this.wide("header", 0, "contextsLive")
            : this.wide("header", 0, "workItemsLive");
    return Array.from({ length: this.counts[region] }, (_, index) => index).filter(
      (index) => (bitmap >> BigInt(index)) & 1n,
    );
  }

  private place(region: RegionName, record: number): number {
    return this.offsets[region] + record * regionByName.get(region)!.size;
  }
}

function fieldOf(region: RegionName, name: string): Field {
  // records of the baseline are read as tokens
  const row = regionByName
    .get(region === "baseline" ? "token" : region)!
    .fields.find((candidate) => candidate.name === name);
  if (!row) throw new RangeError(`${region} has no field ${name}`);
  return row;
}
