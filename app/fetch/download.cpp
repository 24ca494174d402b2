#include "app/fetch/download.h"

#include <QRegularExpression>
#include <QSaveFile>

namespace unroll {
namespace {

constexpr int statusOk = 200;
constexpr int statusPartial = 206;
constexpr int statusRangeNotSatisfiable = 416;
constexpr int mostRedirects = 5;
constexpr qint64 bufferBytes = qint64{1} << 20;

QString markFile(const QString& part) { return part + QStringLiteral(".from"); }

int statusOf(const QNetworkReply& reply) { return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); }

// What If-Range may name: a strong entity tag or a date.
QByteArray markOf(const QNetworkReply& reply) {
    const QByteArray tag = reply.rawHeader("ETag");
    return tag.startsWith('"') ? tag : reply.rawHeader("Last-Modified");
}

// Whether another try of the same server may go better.
bool mayPass(int status) {
    return status == 408 || status == 425 || status == 429 || status >= 500 || status == statusRangeNotSatisfiable;
}

Download::Outcome outcomeOf(const QNetworkReply& reply) {
    using Error = QNetworkReply::NetworkError;
    if (const int status = statusOf(reply); status >= 400)
        return mayPass(status) ? Download::Outcome::Broken : Download::Outcome::Refused;
    const bool unreached = reply.error() == Error::HostNotFoundError || reply.error() == Error::ConnectionRefusedError;
    if (unreached)
        return Download::Outcome::Unreached;
    const bool misled = reply.error() == Error::TooManyRedirectsError ||
                        reply.error() == Error::InsecureRedirectError || reply.error() == Error::ProtocolUnknownError ||
                        reply.error() == Error::SslHandshakeFailedError;
    return misled ? Download::Outcome::Refused : Download::Outcome::Broken;
}

} // namespace

Download::Download(QNetworkAccessManager& network, const QUrl& url, const QString& part, qint64 mostBytes,
                   std::chrono::milliseconds patience, QObject* parent)
    : QObject(parent)
    , network_(network)
    , url_(url)
    , part_(part)
    , mostBytes_(mostBytes)
    , patience_(patience) {}

void Download::discard(const QString& part) {
    QFile::remove(part);
    QFile::remove(markFile(part));
}

QString Download::addressInFile() const { return url_.toString(QUrl::FullyEncoded); }

// The mark under which the partial file began, if it came from this address.
QByteArray Download::knownMark() const {
    QFile file(markFile(part_.fileName()));
    if (part_.size() == 0 || !file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = file.readAll().split('\n');
    return lines.size() >= 2 && lines[0] == addressInFile().toUtf8() ? lines[1] : QByteArray();
}

void Download::start() {
    if (!part_.open(QIODevice::ReadWrite))
        return end(Outcome::Failed, part_.errorString());
    QNetworkRequest request(url_);
    request.setTransferTimeout(static_cast<int>(patience_.count()));
    request.setMaximumRedirectsAllowed(mostRedirects);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setRawHeader("Accept-Encoding", "identity"); // the file as it lies there, not unpacked on the way
    if (const QByteArray mark = knownMark(); !mark.isEmpty()) {
        request.setRawHeader("Range", "bytes=" + QByteArray::number(part_.size()) + '-');
        request.setRawHeader("If-Range", mark);
    }
    reply_ = network_.get(request);
    reply_->setParent(this);
    reply_->setReadBufferSize(bufferBytes);
    connect(reply_, &QNetworkReply::readyRead, this, &Download::readBody);
    connect(reply_, &QNetworkReply::finished, this, &Download::finish);
}

// The server sends the file from its beginning, or its rest.
bool Download::acceptHead() {
    if (headAccepted_)
        return true;
    const int status = statusOf(*reply_);
    if (status == statusOk)
        return headAccepted_ = beginAt(0);
    if (status != statusPartial)
        return false;
    static const QRegularExpression rest(QStringLiteral("^bytes (\\d+)-"));
    const auto match = rest.match(QString::fromLatin1(reply_->rawHeader("Content-Range")));
    if (!match.hasMatch() || match.captured(1).toLongLong() != part_.size()) {
        discard(part_.fileName());
        stop(Outcome::Broken, tr("it sent another part of the file than it was asked for"));
        return false;
    }
    return headAccepted_ = beginAt(part_.size());
}

bool Download::beginAt(qint64 offset) {
    QSaveFile mark(markFile(part_.fileName()));
    const QByteArray text = addressInFile().toUtf8() + '\n' + markOf(*reply_) + '\n';
    const bool ready = part_.resize(offset) && part_.seek(offset) && mark.open(QIODevice::WriteOnly) &&
                       mark.write(text) == text.size() && mark.commit();
    if (!ready)
        stop(Outcome::Failed, part_.error() != QFileDevice::NoError ? part_.errorString() : mark.errorString());
    bytes_ = offset;
    return ready;
}

void Download::readBody() {
    if (ended_ || !acceptHead())
        return;
    const QByteArray bytes = reply_->readAll();
    if (bytes_ + bytes.size() > mostBytes_) {
        discard(part_.fileName());
        return stop(Outcome::Refused, tr("it sends more than the %1 bytes that there can be").arg(mostBytes_));
    }
    if (part_.write(bytes) != bytes.size())
        return stop(Outcome::Failed, part_.errorString());
    bytes_ += bytes.size();
    emit progress(bytes_);
}

void Download::finish() {
    if (ended_)
        return;
    if (reply_->error() == QNetworkReply::NoError) {
        readBody();
        if (ended_)
            return;
        if (!headAccepted_)
            return end(Outcome::Refused, tr("it answers %1 instead of the file").arg(statusOf(*reply_)));
        return end(part_.flush() ? Outcome::Complete : Outcome::Failed, part_.errorString());
    }
    if (statusOf(*reply_) < 400 && reply_->bytesAvailable() > 0)
        readBody();
    if (ended_)
        return;
    const int status = statusOf(*reply_);
    if (status == statusRangeNotSatisfiable)
        discard(part_.fileName());
    if (status >= 400)
        return end(outcomeOf(*reply_), tr("it answers %1").arg(status));
    if (reply_->error() == QNetworkReply::OperationCanceledError)
        return end(
            Outcome::Broken,
            tr("it sent nothing for %1 s").arg(QLocale::c().toString(static_cast<double>(patience_.count()) / 1000)));
    end(outcomeOf(*reply_), reply_->errorString());
}

void Download::halt() {
    if (std::exchange(ended_, true))
        return;
    part_.close();
    if (reply_)
        reply_->abort();
}

void Download::stop(Outcome outcome, const QString& reason) {
    end(outcome, reason);
    reply_->abort();
}

void Download::end(Outcome outcome, const QString& reason) {
    if (std::exchange(ended_, true))
        return;
    part_.close();
    emit ended(outcome, reason);
}

} // namespace unroll
