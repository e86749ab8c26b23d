/**
 * The generator of choices that are drawn: xoroshiro128+, seeded for every case by splitmix64 from (seed,
 * case), so that each case can be replayed from its number alone. Its state is no part of the state block.
 * [Vigna, public domain algorithms]
 */
let first: u64 = 1;
let second: u64 = 2;
/** Where the case began. */
let firstAtBeginning: u64 = 1;
let secondAtBeginning: u64 = 2;

function mix(value: u64): u64 {
  let z = value;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/** Sets the generator to the beginning of a case. */
export function seedCase(seed: u64, caseNumber: u64): void {
  const base = mix(seed + 0x9e3779b97f4a7c15) + caseNumber * 0x9e3779b97f4a7c15;
  first = mix(base + 0x9e3779b97f4a7c15);
  second = mix(base + 0x3c6ef372fe94f82a);
  if ((first | second) == 0) second = 1;
  firstAtBeginning = first;
  secondAtBeginning = second;
}

/** Sets the generator to the beginning of the last case again. */
export function seedAgain(): void {
  first = firstAtBeginning;
  second = secondAtBeginning;
}

/** 64 random bits. */
export function draw(): u64 {
  const result = first + second;
  const mixed = second ^ first;
  first = rotl<u64>(first, 24) ^ mixed ^ (mixed << 16);
  second = rotl<u64>(mixed, 37);
  return result;
}

/** A number below `bound`. */
export function drawBelow(bound: u32): u32 {
  return <u32>(((draw() >> 32) * <u64>bound) >> 32);
}

/**
 * A number below `bound` beside the stream, which goes on as if nothing had been drawn: the `place`-th of the
 * case.
 */
export function drawBeside(place: u32, bound: u32): u32 {
  const bits = mix(firstAtBeginning + <u64>place * 0x9e3779b97f4a7c15);
  return <u32>(((bits >> 32) * <u64>bound) >> 32);
}
