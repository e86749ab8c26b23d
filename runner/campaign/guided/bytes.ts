/**
 * Numbers and bytes one behind the other, little-endian, with a check sum behind all of them: a file that was
 * cut or changed is known as such before anything in it is believed.
 */
const CHECK_BYTES = 8;

/** A 64-bit check sum (FNV-1a over 32-bit halves that are mixed apart); no protection against forgery. */
export function checkSum(bytes: Uint8Array): bigint {
  let [low, high] = [0x84222325, 0xcbf29ce4];
  for (const byte of bytes) {
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ (byte + low), 0x85ebca6b);
  }
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

export class ByteWriter {
  private bytes = new Uint8Array(1 << 16);
  private length = 0;

  /** Puts bytes as they are. */
  raw(part: Uint8Array): this {
    this.room(part.length).set(part, this.length);
    this.length += part.length;
    return this;
  }

  /** Puts a number below 2^32. */
  number(value: number): this {
    this.room(4);
    new DataView(this.bytes.buffer).setUint32(this.length, value, true);
    this.length += 4;
    return this;
  }

  /** Puts a number below 2^64. */
  large(value: bigint): this {
    this.room(8);
    new DataView(this.bytes.buffer).setBigUint64(this.length, value, true);
    this.length += 8;
    return this;
  }

  /** Puts bytes behind their number. */
  block(part: Uint8Array): this {
    return this.number(part.length).raw(part);
  }

  /** All that was put, and its check sum. */
  finish(): Uint8Array {
    const sum = checkSum(this.bytes.subarray(0, this.length));
    return this.large(sum).bytes.slice(0, this.length);
  }

  private room(more: number): Uint8Array {
    if (this.length + more > this.bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.length + more));
      larger.set(this.bytes);
      this.bytes = larger;
    }
    return this.bytes;
  }
}

/** The bytes end before what they should hold. */
export class CutShort extends Error {}

export class ByteReader {
  private at = 0;
  private readonly view: DataView;

  private constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Reads what a ByteWriter finished; undefined when the check sum is another. */
  static of(bytes: Uint8Array): ByteReader | undefined {
    const end = bytes.length - CHECK_BYTES;
    if (end < 0) return undefined;
    const sum = new DataView(bytes.buffer, bytes.byteOffset + end, CHECK_BYTES).getBigUint64(0, true);
    const inside = bytes.subarray(0, end);
    return checkSum(inside) === sum ? new ByteReader(inside) : undefined;
  }

  /** A copy of the next bytes. */
  raw(length: number): Uint8Array {
    const end = this.at + length;
    if (end > this.bytes.length) throw new CutShort();
    const part = this.bytes.slice(this.at, end);
    this.at = end;
    return part;
  }

  number(): number {
    if (this.at + 4 > this.bytes.length) throw new CutShort();
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }

  large(): bigint {
    if (this.at + 8 > this.bytes.length) throw new CutShort();
    this.at += 8;
    return this.view.getBigUint64(this.at - 8, true);
  }

  block(): Uint8Array {
    return this.raw(this.number());
  }

  /** Whether all was read. */
  get isOver(): boolean {
    return this.at === this.bytes.length;
  }
}
