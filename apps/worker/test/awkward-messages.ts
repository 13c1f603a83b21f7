/** A source of random numbers in [0, 1). */
type Random = () => number;

const NUMBERS = [
  '0 -0 1 7 42 -3 1.5 0.1 12.25 0.000001 123456789 1234567890 -9.75 1764057600123 9007199254740993',
  '0.30000000000000004 2.718281828459045 123456789012345678901234 1e5 1E-7 1e999 -1e999 5e-324 1e-400',
  '1.7976931348623157e308 0.0000000001234567890123456 100000000000000000000000.5',
  '0.1000000000000000055511151231257827 1e 1e+ 01 -01 1. .5 - +1 1.5.2 0x10 NaN Infinity 1e5.5 00 -',
  '1_000 0.0 -0.0 1.0 10.00 123456789.123456789',
].flatMap((line) => line.split(' '));
const TEXTS = [
  '"a"',
  '"web"',
  '"ios"',
  '""',
  '"Zürich"',
  '"東京"',
  '"😀"',
  '"constructor"',
  '"__proto__"',
  '"toString"',
  '"7"',
  '"1e3"',

  '"\\u0061"',
  '"a\\nb"',
  '"\\ud83d\\ude00"',
  '"\\ud83d"',
  '"\\x"',
  '"\\u12g4"',
  '"tab\there"',
  '"open',
  '"\\"',
  '" 12 "',

  `"${'x'.repeat(200)}"`,
  `"${'y'.repeat(201)}"`,
  `"${'ü'.repeat(150)}"`,
  '"TRUE"',
  '"false"',
  '"\u{feff}a"',
  '"v\u007f1"',
];
const OTHERS = [
  'null true false {} [] [1,2] {"a":{"b":[1,{"c":null}]}} nul tru undefined [1,] {"a":1,} {"__proto__":1}',
  `${'['.repeat(34)}${']'.repeat(34)}`,
  '',
].flatMap((line) => line.split(' '));
const TIMES = [
  '1764057600000 0 -1 1764057600000.5 1764057600000.0 1.7640576e12 8640000000000000 8640000000000001',
  '"2026-11-25T08:00:00Z" "2026-11-25T08:00:00.123Z" "2026-11-25T08:00:00.123456+00:00"',
  '"2024-02-29T23:59:59Z" "2025-02-29T00:00:00Z" "2026-11-25T08:00:00" "2026-11-25"',
  '"2026-11-25T24:00:00Z" "2026-11-25T08:00:00.9999999Z" "2026-11-25T08:00:00+02:00"',
  '"2026-11-25T08:00:00-00:00" "1969-12-31T23:59:59Z" "2100-02-28T08:00:00.5Z" null',
  '"2026-13-01T08:00:00Z" "2026-11-25T08:00Z" "2026-11-25t08:00:00z" "2026-11-25T08:00:00.Z"',
  '"2000-01-01T00:00:00.1234567891Z"',
].flatMap((line) => line.split(' '));
const NAMES = [
  'n1',
  'n2',
  'n3',
  'city',
  'code',
  'flag',
  'loose',
  'größe',
  'constructor',
  'x',
  'n1 ',
  '',
  '__proto__',
  'toString',
];
const SPACES = ['', '', '', '', '', ' ', ' ', '\n', '\t', '\r\n', '  ', '\u00a0', '\v'];
const TOP = [
  'score',
  'prediction',
  'latencyMs',
  'status',
  'error',
  'version',
  'extra',
  '__proto__',
  'features',
  'id',
  'model',
];

/** Messages as producers should not send them, and many that they do: JSON text built by hand, then perhaps damaged. */
export function createAwkwardMessages(random: Random, models: readonly string[]): () => Uint8Array {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const chance = (p: number) => random() < p;
  /** How odd a message is: 0 not at all, 1 in every respect. */
  let oddity = 0;
  const odd = (p: number) => oddity > 0 && random() < p * oddity;
  const space = () => (oddity === 0 ? '' : odd(0.3) ? pick(SPACES) : pick(SPACES.slice(0, 11)));

  function number(): string {
    if (odd(0.2)) return pick(NUMBERS);
    if (chance(0.2)) return String((random() - 0.3) * 10 ** Math.floor(random() * 8 - 3));
    if (chance(0.1)) return (random() * 100).toPrecision(1 + Math.floor(random() * 21));
    return (random() * 100).toFixed(Math.floor(random() * 7));
  }
  const value = () => (!odd(0.4) ? number() : chance(0.6) ? pick(TEXTS) : pick(OTHERS));
  const category = () => (!odd(0.5) ? pick(['"web"', '"ios"', '"Zürich"', '"never seen"']) : value());
  const member = (name: string, text: string) =>
    `${space()}${odd(0.01) ? name : JSON.stringify(name)}${space()}:${space()}${text}${space()}`;

  function features(): string {
    const names = odd(1) ? NAMES.filter(() => chance(0.5)) : ['n1', 'n2', 'n3', 'city', 'code', 'flag', 'größe'];
    if (odd(0.6)) names.sort(() => random() - 0.5);
    if (odd(0.03)) names.push(pick(names.length > 0 ? names : NAMES));
    const texts = names.map((name) =>
      member(
        name,
        name === 'city' || name === 'code' ? category() : name === 'flag' ? pick(['true', 'false']) : value(),
      ),
    );
    return `{${texts.join(',')}${odd(0.01) ? ',' : ''}${space()}}`;
  }

  function top(name: string): string {
    switch (name) {
      case 'score':
        return !odd(0.4) ? String(random()) : value();
      case 'latencyMs':
        return !odd(0.4) ? String(Math.floor(random() * 300)) : value();
      case 'status':
        return !odd(0.3) ? pick(['"ok"', '"error"']) : value();
      case 'prediction':
        return !odd(0.5) ? pick(['0', '1', '"yes"', 'true', 'null']) : value();
      case 'features':
        return !odd(0.5) ? features() : value();
      case 'model':
        return JSON.stringify(pick(models));
      default:
        return !odd(0.6) ? pick(TEXTS.slice(0, 12)) : value();
    }
  }

  function text(): string {
    const members = [
      member('id', !odd(0.2) ? JSON.stringify(`e${Math.floor(random() * 1e6)}`) : value()),
      member('model', JSON.stringify(!odd(0.05) ? pick(models) : pick(['other', 'Bad Id', '']))),
      member('time', !odd(0.4) ? String(1_764_057_600_000 + Math.floor(random() * 1e6)) : pick(TIMES)),
      member('features', features()),
    ];
    for (const name of TOP.slice(0, 7)) if (chance(0.4)) members.push(member(name, top(name)));
    if (odd(0.05)) members.push(member(pick(TOP), top(pick(TOP))));
    if (odd(0.05)) members.splice(Math.floor(random() * 4), 1);
    if (odd(0.3)) members.sort(() => random() - 0.5);
    const whole = `${space()}{${members.join(',')}}${space()}`;
    return odd(0.02) ? `${whole}${pick(['}', ' x', '\u{feff}', '{}', '\0', ','])}` : whole;
  }

  return () => {
    oddity = pick([0, 0.1, 0.1, 1]);
    const bytes = Buffer.from(odd(0.005) ? `\u{feff}${text()}` : text());
    if (!odd(0.4)) return bytes;
    const damage = random();
    const at = Math.floor(random() * bytes.length);
    if (damage < 0.3) return bytes.subarray(0, at);
    if (damage < 0.6) bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    else if (damage < 0.8) bytes[at] = Math.floor(random() * 256);
    else return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
    return bytes;
  };
}
