// The window's data sets: what the catalog finds and reads, and what can be fetched.
#pragma once

#include "app/fetch/dataset_fetch.h"
#include "engine/data/catalog.h"
#include "ui/state/services.h"

#include <stop_token>

namespace unroll {

// Fetches into `dataFolder`, which the catalog looks through as well. With an empty one, as where there is no home
// folder, a fetch throws std::runtime_error with one sentence. Once `stop` is requested, a set that is being read is
// given up.
DataServices dataServices(const std::shared_ptr<Catalog>& catalog, const std::vector<DownloadSource>& sources,
                          const std::filesystem::path& dataFolder, const std::stop_token& stop = {},
                          FetchPatience patience = {});

} // namespace unroll
