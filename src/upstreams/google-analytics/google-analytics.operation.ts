export const GOOGLE_ANALYTICS = 'google-analytics';
