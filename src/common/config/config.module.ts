import { type DynamicModule, Module } from '@nestjs/common';

/** Makes every parsed feature configuration injectable by its definition's token. */
@Module({})
export class ConfigModule {
  static forRoot(parsed: ReadonlyMap<symbol, unknown>): DynamicModule {
    const providers = [...parsed].map(([token, value]) => ({ provide: token, useValue: value }));
    return { module: ConfigModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}
