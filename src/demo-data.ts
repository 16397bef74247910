import type { DataSource } from 'typeorm';
import { seedAdmins } from './modules/admin/admin-demo-data.js';
import { seedAppContent } from './modules/app-content/app-content-demo-data.js';
import { seedAppVersions } from './modules/app-settings/app-version-demo-data.js';
import { seedOauthClients } from './modules/auth/oauth-client-demo-data.js';
import { seedPlanOffers } from './modules/contracts/plan-offer-demo-data.js';
import { seedStreetPlaces } from './modules/coverage/street-place-demo-data.js';
import { seedFaqs } from './modules/faq/faq-demo-data.js';
import { seedMassiveWarnings } from './modules/massive-warnings/massive-warning-demo-data.js';
import { seedPopups } from './modules/popups/popup-demo-data.js';
import { seedPushCampaigns } from './modules/push-notifications/push-campaign-demo-data.js';
import { seedSvas } from './modules/svas/sva-demo-data.js';
import { seedServiceTerritories } from './modules/service-orders/service-territory-demo-data.js';
import { seedSupportHelp } from './modules/support/support-help-demo-data.js';

/** Puts the demonstration's rows where they are missing; never in production. */
export const seedDemoData = (dataSource: DataSource): Promise<void> =>
  dataSource.transaction(async (manager) => {
    await seedServiceTerritories(manager);
    await seedSvas(manager);
    await seedAppVersions(manager);
    await seedFaqs(manager);
    await seedAdmins(manager);
    await seedOauthClients(manager);
    await seedPopups(manager);
    await seedPushCampaigns(manager);
    await seedAppContent(manager);
    await seedMassiveWarnings(manager);
    await seedStreetPlaces(manager);
    await seedSupportHelp(manager);
    await seedPlanOffers(manager);
  });
