/// <reference types="next" />
/// <reference types="next/image-types/global" />
// Next writes next-env.d.ts only when it runs; types must also check in a fresh clone.
