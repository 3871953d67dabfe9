-- Where a link leads stands with its bookmark: as a key of the adapter's the link itself was kept in the clear.
UPDATE bookmark SET place = (
  SELECT s.value FROM adapter_state s WHERE s.platform = bookmark.platform AND s.key = 'link:' || bookmark.url
) WHERE url <> '' AND place = '' AND EXISTS (
  SELECT 1 FROM adapter_state s WHERE s.platform = bookmark.platform AND s.key = 'link:' || bookmark.url
);
DELETE FROM adapter_state WHERE platform = 'telegram' AND substr(key, 1, 5) = 'link:';
