import { z } from 'zod';
import { operation } from '../../core/operation.js';
import { GOOGLE_ANALYTICS } from '../google-analytics.operation.js';

const event = z.object({
  name: z.string(),
  timestamp_micros: z.int().positive(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** Measurement Protocol of Google Analytics 4 for app streams. It answers 2xx to anything, also to what it then drops. */
export const collectEvents = operation({
  id: `${GOOGLE_ANALYTICS}.events.collect`,
  system: GOOGLE_ANALYTICS,
  title: 'Collect events',
  method: 'POST',
  path: '/mp/collect',
  auth: 'query',
  // Events that come again are counted again.
  effect: 'irreversible',
  request: {
    query: z.object({ firebase_app_id: z.string(), api_secret: z.string() }),
    body: z.object({ app_instance_id: z.string(), events: z.array(event) }),
  },
  format: 'word',
  envelope: () => ({ ok: true, value: true }),
  answer: z.literal(true),
});
