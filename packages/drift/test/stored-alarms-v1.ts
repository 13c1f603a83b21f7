/** Alarms of one feature with three categories, learnt from three days of hourly counts, as version 1 wrote them. */
export const STORED_ALARMS_V1 = {
  columnValues: ['a', 'a', 'a', 'b', 'b', 'c'],
  hex: '4c4101e09cb6c4bcdf010000010400fd3400c72700d80a01240180dddb01480000000000006740fb709d41907902403f8e630986aaa51c4006480253534205408e9479b2dba8973f2a049425af302340000000000000f03f000000000000f03f00000000000000002c7895fd4abe3640000000000000f03f000000000000f03f00000000000000002c7895fd4abe3640fb709d4190790240000000000000f03f00000000000000002c7895fd4abe3640fb709d4190790240000000000000f03f00000000000000002c7895fd4abe3640fb709d4190790240000000000000f03f0000000000000000ec7133cb16f7384051e94c87a99438409635fcc84bfaf13fdbbd57328a124b400000000000000000dbbd57328a124b4000000000000000009409bc0a712dc13f078beda640e4c3bf3ca7db9b403d08b03c9d17933fd813593a',
  expected: [
    {
      layoutIndex: 0,
      alarm: {
        feature: { name: 'x', isOrdered: false, valueCells: 4 },
        classes: {
          classing: 'all',
          width: 6,
          counts: Float64Array.of(6781, 5063, 1368, 0, 36, 0),
          rows: Float64Array.of(13248),
        },
        lengths: [
          {
            windowMs: 3_600_000,
            windows: 72,
            meanRows: 184,
            phi: 2.3093571783230096,
            laws: {
              shape: {
                mu: 7.161783308337261,
                nu: 2.6573854909011088,
                tau: 0.023105080383534253,
                factor: 9.595086263960258,
              },
              null: { mu: 2.3093571783230096, nu: 1, tau: 0, factor: 22.743331765166815 },
              tail: { mu: 2.3093571783230096, nu: 1, tau: 0, factor: 24.96519155508024 },
            },
            cellFactor: 24.580711799885936,
            excess: { null: 1.1236074305519188, new: 54.144842427103605, tail: 0, cell: 54.144842427103605 },
            largestNew: 0,
            largestShape: 0.13419926666399518,
            cellPhi: Float64Array.of(5.21649694442749, 4.87056303024292, 1.1491581201553345, 1),
            cellTau: Float64Array.of(0.023408837616443634, 0.021488303318619728, 0.0008280850015580654, 0),
          },
        ],
      },
    },
  ],
};
