import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { projectDirectory } from '../../src/common/persistence/project-directory.js';

const FOLDER = join(projectDirectory(), 'test/golden/screens');
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const MODELS: Readonly<Record<string, string>> = {
  home: 'HomeScreenDto',
  invoices: 'InvoicesScreenDto',
  'banner-blocking': 'BlockingBannerScreenDto',
  'license-trust': 'LicenseTrustScreenDto',
  'payment-flow': 'PaymentFlowScreenDto',
  'payment-methods': 'PaymentMethodsScreenDto',
  profile: 'ProfileScreenDto',
  promo: 'PromoScreenDto',
  store: 'StoreScreenDto',
  'modify-address': 'ModifyAddressScreenDto',
};

/** `nullable` beside a reference as JSON Schema says it: the model, or null. */
function asJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asJsonSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, type, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, member]) => [key, asJsonSchema(member)]),
  );
  if (nullable === true && 'allOf' in rest) return { anyOf: [rest, { type: 'null' }] };
  return { ...rest, ...(type === undefined ? {} : { type }), ...(nullable === undefined ? {} : { nullable }) };
}

// The description's own words (examples, discriminators) mean nothing to a validator of JSON Schema.
const ajv = new Ajv({ strict: false });
ajv.addSchema({ $id: 'openapi', ...(asJsonSchema(read(join(projectDirectory(), 'docs/openapi.json'))) as object) });

describe('what a screen says', () => {
  it.each(readdirSync(FOLDER))('%s is as the API describes it', (file) => {
    const [screen = ''] = file.split('.');
    const validate = ajv.getSchema(`openapi#/components/schemas/${MODELS[screen] ?? ''}`);
    if (validate === undefined) throw new Error(`the API describes no screen ${screen}`);
    const valid = validate(read(join(FOLDER, file)));
    expect({ valid, errors: validate.errors }).toEqual({ valid: true, errors: null });
  });
});
