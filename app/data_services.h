// The window's data sets: what the catalog finds and reads, and what can be fetched.
#pragma once

#include "app/fetch/dataset_fetch.h"
#include "engine/data/catalog.h"
#include "ui/services.h"

namespace unroll {

// Fetches into `dataFolder`, which the catalog looks through as well. With an empty one, as where there is no home
// folder, a fetch throws std::runtime_error with one sentence.
DataServices dataServices(const std::shared_ptr<Catalog>& catalog, const std::vector<DownloadSource>& sources,
                          const std::filesystem::path& dataFolder, FetchPatience patience = {});

} // namespace unroll
