import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Caller, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const PIX =
  '00020126330014br.gov.bcb.pix011111144477735520400005303986540599.905802BR5908PROVEDOR6005CARMO62100506FAT12363048B2D';

interface QrCode {
  payload: string;
  png_base64: string;
  svg: string;
}

let product: TestApplication;
let me: Caller;
beforeAll(async () => {
  product = await startTestApplication();
  me = await product.loginCustomer();
  product.erp.journal.clear();
});
afterAll(() => product.close());

const draw = (body: object, caller = me) => product.http().post('/app/v1/resources/qr-code').set(caller).send(body);
const drawn = async (body: object): Promise<QrCode> => (await draw(body).expect(200)).body as QrCode;

/** Width and height that a PNG says it has; throws when its pixels cannot be unpacked. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
  const pixels: Buffer[] = [];
  // Each chunk: length, name, data, checksum.
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') pixels.push(data);
  }
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  expect(inflateSync(Buffer.concat(pixels)).length).toBeGreaterThanOrEqual(height);
  return [width, height];
}

it('draws a Pix payment', async () => {
  const code = await drawn({ type: 'PIX', payload: PIX });
  expect(code.payload).toBe(PIX);
  const [width, height] = sizeOf(Buffer.from(code.png_base64, 'base64'));
  expect(width).toBe(height);
  expect(width).toBeGreaterThan(200);
  expect(code.svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(product.erp.journal.calls()).toEqual([]);
});

it('draws a Wi-Fi network, separators escaped', async () => {
  const code = await drawn({ type: 'WIFI', ssid: 'CASA; DA "MARINA"', password: 'a:b,c;d\\e"' });
  expect(code.payload).toBe(String.raw`WIFI:T:WPA;S:CASA\; DA \"MARINA\";P:a\:b\,c\;d\\e\";H:false;;`);
  const open = await drawn({ type: 'WIFI', ssid: 'VISITAS', security: 'OPEN', hidden: true });
  expect(open.payload).toBe('WIFI:T:nopass;S:VISITAS;H:true;;');
  expect(sizeOf(Buffer.from(open.png_base64, 'base64'))[0]).toBeGreaterThan(100);
});

it('draws a page of the provider', async () => {
  expect((await drawn({ type: 'URL', url: 'https://provedor.example/ajuda?x=1' })).payload).toBe(
    'https://provedor.example/ajuda?x=1',
  );
});

it.each([
  'https://evil.example/',
  'https://provedor.example.evil.example/',
  'https://evil.example/?https://provedor.example',
  'https://provedor.example:8443/',
])('refuses an address elsewhere: %s', async (url) => {
  expectProblem(await draw({ type: 'URL', url }), 422, 'URL_NOT_ALLOWED');
});

it.each<[string, object, string]>([
  ['no type', {}, 'type'],
  ['an unknown type', { type: 'VCARD' }, 'type'],
  ['no payload', { type: 'PIX' }, 'payload'],
  ['a wrong CRC', { type: 'PIX', payload: `${PIX.slice(0, -1)}E` }, 'payload'],
  ['a changed amount', { type: 'PIX', payload: PIX.replace('99.90', '19.90') }, 'payload'],
  ['no name', { type: 'WIFI', password: '12345678' }, 'ssid'],
  ['a name of 33 bytes', { type: 'WIFI', ssid: 'é'.repeat(16) + 'x', password: '12345678' }, 'ssid'],
  ['no password', { type: 'WIFI', ssid: 'CASA' }, 'password'],
  ['a short password', { type: 'WIFI', ssid: 'CASA', password: '1234567' }, 'password'],
  ['an unknown security', { type: 'WIFI', ssid: 'CASA', password: '12345678', security: 'WEP' }, 'security'],
  ['no address', { type: 'URL' }, 'url'],
  ['http', { type: 'URL', url: 'http://provedor.example/' }, 'url'],
  ['a script', { type: 'URL', url: 'javascript:alert(1)' }, 'url'],
  ['credentials', { type: 'URL', url: 'https://user:secret@provedor.example/' }, 'url'],
])('refuses %s', async (_, body, field) => {
  const answer = await draw(body);
  expectProblem(answer, 400, 'VALIDATION_ERROR');
  expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field })]) });
});

it('is for customers, and never kept by anybody on the way', async () => {
  expectProblem(await draw({ type: 'PIX', payload: PIX }, product.channel), 401, 'UNAUTHENTICATED');
  const answer = await draw({ type: 'WIFI', ssid: 'CASA', password: 'segredo-da-casa' }).expect(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(JSON.stringify(product.logs)).not.toContain('segredo-da-casa');
});
