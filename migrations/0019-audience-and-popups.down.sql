DROP TABLE popup_statistic;
DELETE FROM popup_view WHERE NOT EXISTS (SELECT FROM popup WHERE popup.id = popup_view.popup_id);
ALTER TABLE popup_view
  ADD CONSTRAINT popup_view_popup_id_fkey FOREIGN KEY (popup_id) REFERENCES popup (id) ON DELETE CASCADE;
DROP INDEX popup_listed_idx;
DROP TRIGGER popup_reach_kept ON popup;
DROP FUNCTION keep_popup_reach();
DROP TABLE popup_reach;
CREATE INDEX popup_selection_idx ON popup (screen, priority DESC, starts_at DESC) WHERE published;
ALTER TABLE popup DROP COLUMN updated_at, DROP COLUMN holdout_percent;
DROP TABLE customer_contract_fact;
