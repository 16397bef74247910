export interface PlayhubServices {
  readonly foxSports: boolean;
  readonly uol: boolean;
  readonly watchTv: boolean;
  readonly esporteInterativo: boolean;
  readonly mcAfee: boolean;
}

const NONE: PlayhubServices = { foxSports: false, uol: false, watchTv: false, esporteInterativo: false, mcAfee: false };

/** By customer; who is not here has none of them. */
export const seedPlayhub = (): Map<number, PlayhubServices> =>
  new Map([
    [81593, { ...NONE, watchTv: true, mcAfee: true }],
    [366890, { ...NONE, uol: true }],
  ]);
